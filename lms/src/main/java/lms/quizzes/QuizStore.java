package lms.quizzes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lms.platform.Database;
import lms.platform.Kept;
import lms.platform.Metrics;
import lms.platform.Row;
import lms.platform.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Quizzes as authors wrote them. Read once and kept by this process: a published quiz does not
 * change, because attempts refer to its questions. Thread-safe.
 */
final class QuizStore {
  private static final int KEPT_QUESTIONS_MAX = 20_000;

  private static final String QUIZ =
      """
      SELECT z.course_id, z.title, z.time_limit_seconds, z.grace_seconds, z.attempt_limit,
             z.shuffled, z.pass_percent,
             q.id AS question_id, q.position, q.kind, q.prompt, q.options, q.correct, q.tolerance,
             q.points
      FROM quizzes z LEFT JOIN questions q ON q.quiz_id = z.id
      WHERE z.id = ? ORDER BY q.position
      """;

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<Question.Option>> OPTIONS = new TypeReference<>() {};

  private final Database database;
  private final Kept<Long, Quiz> kept;

  QuizStore(Database database, Metrics metrics) {
    this.database = database;
    this.kept =
        new Kept<>("quiz", KEPT_QUESTIONS_MAX, quiz -> 1 + quiz.questions().size(), metrics);
  }

  /** The quiz with this id; one statement where it is not kept yet. */
  Optional<Quiz> find(long id) {
    return kept.get(id, () -> database.reading(statements -> read(statements, id)));
  }

  private static Optional<Quiz> read(Transaction statements, long id) {
    var quizzes = new ArrayList<Quiz>(1);
    var questions = new ArrayList<Question>();
    statements.list(
        QUIZ,
        row -> {
          if (quizzes.isEmpty()) {
            quizzes.add(quiz(id, row));
          }
          if (row.optionalNumber("question_id") != null) {
            questions.add(question(row));
          }
          return row;
        },
        id);
    return quizzes.stream().findFirst().map(quiz -> quiz.with(questions));
  }

  private static Quiz quiz(long id, Row row) {
    return new Quiz(
        id,
        row.number("course_id"),
        row.text("title"),
        integer(row.optionalNumber("time_limit_seconds")),
        (int) row.number("grace_seconds"),
        integer(row.optionalNumber("attempt_limit")),
        row.number("shuffled") != 0,
        (int) row.number("pass_percent"),
        List.of());
  }

  private static @Nullable Integer integer(@Nullable Long number) {
    return number == null ? null : Math.toIntExact(number);
  }

  private static Question question(Row row) {
    Double tolerance = row.optionalFraction("tolerance");
    return new Question(
        row.number("question_id"),
        (int) row.number("position"),
        QuestionKind.of(row.text("kind")),
        row.text("prompt"),
        options(row),
        row.text("correct"),
        tolerance == null ? 0 : tolerance,
        (int) row.number("points"));
  }

  private static List<Question.Option> options(Row row) {
    try {
      return JSON.readValue(row.text("options"), OPTIONS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the options of question " + row.number("question_id") + " are no JSON list", e);
    }
  }
}
