package lms.quizzes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one attempt asks, in its order. It follows from the revision that the attempt began with and
 * from its seed, so that it is the same at each look, whatever became of the quiz.
 */
record Paper(List<Question> questions, Shuffle shuffle) {
  /** What {@code attempt} asks; {@code content} is of the revision that it keeps. */
  static Paper of(Quiz quiz, QuizContent content, Attempt attempt) {
    return of(quiz, content, attempt.shuffleSeed());
  }

  static Paper of(Quiz quiz, QuizContent content, long seed) {
    var shuffle = new Shuffle(quiz.settings().shuffled(), seed);
    return new Paper(shuffle.questions(drawn(content, seed)), shuffle);
  }

  private static List<Question> drawn(QuizContent content, long seed) {
    if (content.draws().isEmpty()) {
      return content.questions();
    }
    var chance = new Shuffle(true, seed);
    Map<String, List<Question>> pools =
        content.questions().stream().collect(Collectors.groupingBy(Question::pool));
    Set<Question> left = new HashSet<>();
    pools.forEach(
        (pool, questions) -> {
          int count = content.draws().getOrDefault(pool, questions.size());
          if (count < questions.size()) {
            List<Question> mixed = new ArrayList<>(chance.pool(questions, pool));
            left.addAll(mixed.subList(Math.max(0, count), mixed.size()));
          }
        });
    return content.questions().stream().filter(question -> !left.contains(question)).toList();
  }

  /** The options of a question in this attempt's order. */
  List<Question.Option> options(Question question) {
    return shuffle.options(question);
  }

  Optional<Question> question(long id) {
    return questions.stream().filter(question -> question.id() == id).findFirst();
  }

  /** The same, graded by the keys of a newer revision. */
  Paper corrected(QuizContent newer) {
    return new Paper(newer.corrected(questions), shuffle);
  }

  double maxScore() {
    return questions.stream().mapToInt(Question::points).sum();
  }
}
