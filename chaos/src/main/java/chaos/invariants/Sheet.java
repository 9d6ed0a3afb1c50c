package chaos.invariants;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import loadtests.learners.Write;

/**
 * An attempt as one of the two sessions that take it at once has it before it.
 *
 * @param attempt its id
 * @param questions as the platform posed them
 * @param writing of the session
 */
record Sheet(long attempt, List<Question> questions, Writing writing) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A question and its kind, such as {@code text}. */
  record Question(long id, String kind) {}

  /** The attempt in the answer to its start; empty where there is none. */
  static Optional<Sheet> read(String answer, Writing writing) {
    try {
      JsonNode json = JSON.readTree(answer);
      List<Question> questions = new ArrayList<>();
      json.path("questions")
          .forEach(
              each ->
                  questions.add(
                      new Question(each.path("id").asLong(), each.path("kind").asText())));
      return json.path("attemptId").isIntegralNumber()
          ? Optional.of(new Sheet(json.path("attemptId").asLong(), questions, writing))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /**
   * Saves an answer.
   *
   * @param sequence which the other session never uses
   */
  Writing.Done save(long question, long sequence, String value) throws InterruptedException {
    String object = "attempt:%d/question:%d".formatted(attempt, question);
    return writing.write(
        "PUT",
        "/api/attempts/%d/answers/%d".formatted(attempt, question),
        null,
        JSON.createObjectNode().put("sequence", sequence).put("value", value).toString(),
        new Write("answer", object + "/" + sequence, writing.user(), object, sequence, value),
        _ -> {});
  }

  /** Hands it in. */
  Writing.Done submit() throws InterruptedException {
    return writing.write(
        "POST", "/api/attempts/" + attempt + "/submission", "submission", "attempt:" + attempt);
  }
}
