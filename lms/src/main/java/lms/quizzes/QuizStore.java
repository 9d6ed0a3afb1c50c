package lms.quizzes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.Kept;
import lms.platform.Metrics;
import lms.platform.Row;
import lms.platform.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Quizzes and the revisions of their questions. Rules are cached and forgotten everywhere when they
 * change; a revision never changes and is kept by this process. Thread-safe.
 */
final class QuizStore {
  /**
   * Of a row named z; the names go with no column of attempts. A quiz of a course that is not
   * published is a draft, whatever it says itself.
   */
  static final String COLUMNS =
      "z.id AS z_id, z.course_id, z.revision AS current_revision, z.title, z.time_limit_seconds,"
          + " z.grace_seconds, z.attempt_limit, z.shuffled, z.pass_percent, z.opens_at,"
          + " z.closes_at, z.overdue, z.review_from, z.review_shows, z.draft OR EXISTS (SELECT 1"
          + " FROM courses c WHERE c.id = z.course_id AND c.published_at IS NULL) AS draft";

  private static final int KEPT_QUESTIONS_MAX = 20_000;
  private static final Duration CACHED = Duration.ofMinutes(10);

  private static final String QUIZ = "SELECT " + COLUMNS + " FROM quizzes z WHERE z.id = ?";

  /** The stored revision, or the questions where it was not stored yet. */
  private static final String CONTENT =
      """
      SELECT r.content, q.id AS question_id, q.position, q.kind, q.prompt, q.options, q.correct,
        q.tolerance, q.points, q.feedback
      FROM quizzes z
        LEFT JOIN quiz_revisions r ON r.quiz_id = z.id AND r.revision = ?
        LEFT JOIN questions q ON q.quiz_id = z.id AND r.quiz_id IS NULL
      WHERE z.id = ? ORDER BY q.position
      """;

  private static final String ROWS =
      """
      SELECT id AS question_id, position, kind, prompt, options, correct, tolerance, points,
        feedback
      FROM questions WHERE quiz_id = ? ORDER BY position
      """;

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final TypeReference<List<Question.Option>> OPTIONS = new TypeReference<>() {};

  private final Database database;
  private final Cache cache;
  private final Kept<Key, QuizContent> kept;

  QuizStore(Database database, Cache cache, Metrics metrics) {
    this.database = database;
    this.cache = cache;
    this.kept =
        new Kept<>("quiz", KEPT_QUESTIONS_MAX, content -> 1 + content.questions().size(), metrics);
  }

  private record Key(long quizId, int revision) {}

  /**
   * The same where learners may begin it. One that is made a draft again lets those go on who did.
   */
  Optional<Quiz> published(long id) {
    return find(id).filter(quiz -> !quiz.draft());
  }

  /** The quiz with this id, as its rules are now. */
  Optional<Quiz> find(long id) {
    return cache.getExact(
        key(id),
        Quiz.class,
        CACHED,
        () -> database.reading(statements -> statements.first(QUIZ, QuizStore::quiz, id)));
  }

  /** The same as the database has it now, whatever is cached. */
  Optional<Quiz> stored(Transaction statements, long id) {
    return statements.first(QUIZ, QuizStore::quiz, id);
  }

  /** The quiz, whose rules and questions stay as they are until the transaction ends. */
  Optional<Quiz> shared(Transaction transaction, long id) {
    return transaction.first(QUIZ + " LOCK IN SHARE MODE", QuizStore::quiz, id);
  }

  /** The quiz, kept from others until the transaction ends. */
  Optional<Quiz> locked(Transaction transaction, long id) {
    return transaction.first(QUIZ + " FOR UPDATE", QuizStore::quiz, id);
  }

  /** Has every pod read a quiz's rules anew once the transaction is committed. */
  void changed(Transaction transaction, long id) {
    transaction.afterCommit(() -> cache.forget(key(id)));
  }

  private static String key(long id) {
    return "quiz:" + id;
  }

  /** What a quiz asks in one revision; one statement where it is not kept yet. */
  QuizContent content(long quizId, int revision) {
    return kept.get(
            new Key(quizId, revision),
            () -> Optional.of(database.reading(statements -> read(statements, quizId, revision))))
        .orElseThrow();
  }

  /** The same within a transaction, which takes no second connection. */
  QuizContent content(Transaction transaction, long quizId, int revision) {
    return kept.get(
            new Key(quizId, revision), () -> Optional.of(read(transaction, quizId, revision)))
        .orElseThrow();
  }

  /** A revision as the database has it now, whatever is kept. */
  QuizContent read(Transaction statements, long quizId, int revision) {
    var stored = new ArrayList<QuizContent>(1);
    var questions = new ArrayList<Question>();
    statements.list(
        CONTENT,
        row -> {
          String content = row.optionalText("content");
          if (content != null) {
            stored.add(content(content));
          } else if (row.optionalNumber("question_id") != null) {
            questions.add(question(row));
          }
          return row;
        },
        revision,
        quizId);
    return stored.isEmpty() ? new QuizContent(questions, Map.of()) : stored.getFirst();
  }

  /** The questions that stand in rows of their own, whatever the revisions say. */
  QuizContent rows(Transaction statements, long quizId) {
    return new QuizContent(statements.list(ROWS, QuizStore::question, quizId), Map.of());
  }

  static String text(QuizContent content) {
    try {
      return JSON.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("questions are always JSON", e);
    }
  }

  private static QuizContent content(String text) {
    try {
      return JSON.readValue(text, QuizContent.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a revision's content can't be read", e);
    }
  }

  static Quiz quiz(Row row) {
    return new Quiz(
        row.number("z_id"),
        row.number("course_id"),
        (int) row.number("current_revision"),
        row.number("draft") != 0,
        new QuizSettings(
            row.text("title"),
            integer(row.optionalNumber("time_limit_seconds")),
            (int) row.number("grace_seconds"),
            integer(row.optionalNumber("attempt_limit")),
            row.number("shuffled") != 0,
            (int) row.number("pass_percent"),
            row.optionalInstant("opens_at"),
            row.optionalInstant("closes_at"),
            QuizSettings.Overdue.of(row.text("overdue")),
            QuizSettings.Review.of(row.text("review_from"), row.text("review_shows"))));
  }

  private static @Nullable Integer integer(@Nullable Long number) {
    return number == null ? null : Math.toIntExact(number);
  }

  private static Question question(Row row) {
    Double tolerance = row.optionalFraction("tolerance");
    String feedback = row.optionalText("feedback");
    return new Question(
        row.number("question_id"),
        (int) row.number("position"),
        QuestionKind.of(row.text("kind")),
        row.text("prompt"),
        options(row),
        row.text("correct"),
        tolerance == null ? 0 : tolerance,
        (int) row.number("points"),
        feedback == null ? "" : feedback,
        "");
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
