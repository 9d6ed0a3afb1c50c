package loadtests.learners;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** An attempt at a quiz that is open, with the questions as the platform posed them. */
record Attempt(long id, long quizId, List<Question> questions, long highestSequence) {
  /** A question and the ids of its options; free ones have none. */
  record Question(long id, String kind, List<String> options) {
    /** A value that its kind allows; of free questions one that {@code unique} makes unique. */
    String value(RandomGenerator random, String unique, long sequence) {
      return switch (kind) {
        case "single" -> options.get(random.nextInt(options.size()));
        case "multiple" -> chosen(random);
        case "numeric" -> Long.toString(sequence) + "." + random.nextInt(1, 10);
        default -> unique + " " + sequence;
      };
    }

    private String chosen(RandomGenerator random) {
      var some = new ArrayList<String>();
      for (String option : options) {
        if (random.nextBoolean()) {
          some.add(option);
        }
      }
      if (some.isEmpty()) {
        some.add(options.getFirst());
      }
      some.sort(null);
      return String.join(",", some);
    }
  }

  /** The attempt in an answer to its start. */
  static Attempt from(JsonNode answer) {
    var questions = new ArrayList<Question>();
    for (JsonNode question : answer.path("questions")) {
      var options = new ArrayList<String>();
      question.path("options").forEach(option -> options.add(option.path("id").asText()));
      questions.add(
          new Question(
              question.path("id").asLong(), question.path("kind").asText(), List.copyOf(options)));
    }
    long highest = 0;
    for (JsonNode saved : answer.path("answers")) {
      highest = Math.max(highest, saved.path("sequence").asLong());
    }
    return new Attempt(
        answer.path("attemptId").asLong(),
        answer.path("quizId").asLong(),
        List.copyOf(questions),
        highest);
  }
}
