package lms.questions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lms.platform.Json;
import lms.platform.Row;
import lms.platform.Transaction;
import lms.quizzes.Question;
import lms.quizzes.QuestionKind;
import lms.quizzes.QuizContent;
import org.jspecify.annotations.Nullable;

/** The rows of questions, of categories and of what quizzes draw. Holds no state. */
final class QuestionStore {
  private static final String COLUMNS =
      "q.id, q.position, q.kind, q.prompt, q.options, q.correct, q.tolerance, q.points,"
          + " q.feedback, q.edited";

  private static final String FIND =
      "SELECT "
          + COLUMNS
          + ", q.quiz_id, q.category_id, COALESCE(z.course_id, c.course_id) AS course_id"
          + " FROM questions q LEFT JOIN quizzes z ON z.id = q.quiz_id"
          + " LEFT JOIN question_categories c ON c.id = q.category_id WHERE q.id = ?";

  private static final String INSERT =
      """
      INSERT INTO questions (quiz_id, category_id, position, kind, prompt, options, correct,
        tolerance, points, feedback, edited)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String UPDATE =
      """
      UPDATE questions SET prompt = ?, options = ?, correct = ?, tolerance = ?, points = ?,
        feedback = ?, edited = ?
      WHERE id = ? AND edited = ?
      """;

  private static final String CATEGORIES =
      """
      SELECT c.id, c.name,
        (SELECT COUNT(*) FROM questions q WHERE q.category_id = c.id) AS questions
      FROM question_categories c WHERE c.course_id = ? ORDER BY c.name LIMIT 200
      """;

  private static final String DRAWS =
      """
      SELECT d.category_id, c.name, d.number,
        (SELECT COUNT(*) FROM questions q WHERE q.category_id = d.category_id) AS questions
      FROM quiz_draws d JOIN question_categories c ON c.id = d.category_id
      WHERE d.quiz_id = ? ORDER BY c.name
      """;

  /** Far from every position that is used, so that no two rows meet while all get a new one. */
  private static final int AWAY = 1_000_000;

  /** A question and where it stands. */
  record Found(
      long courseId,
      @Nullable Long quizId,
      @Nullable Long categoryId,
      Question question,
      long edited) {}

  Optional<Found> find(Transaction statements, long id) {
    return statements.first(
        FIND,
        row ->
            new Found(
                row.number("course_id"),
                row.optionalNumber("quiz_id"),
                row.optionalNumber("category_id"),
                question(row, ""),
                row.number("edited")),
        id);
  }

  List<Question> ofQuiz(Transaction statements, long quizId) {
    return statements.list(
        "SELECT " + COLUMNS + " FROM questions q WHERE q.quiz_id = ? ORDER BY q.position",
        row -> question(row, ""),
        quizId);
  }

  /** Questions of a category behind {@code after}, by id. */
  List<Question> ofCategory(Transaction statements, long categoryId, long after, int limit) {
    return statements.list(
        "SELECT "
            + COLUMNS
            + " FROM questions q WHERE q.category_id = ? AND q.id > ? ORDER BY q.id LIMIT ?",
        row -> question(row, ""),
        categoryId,
        after,
        limit);
  }

  /** What a quiz asks by its rows: its own questions, and those of each category that it draws. */
  QuizContent content(Transaction statements, long quizId) {
    var questions = new ArrayList<>(ofQuiz(statements, quizId));
    Map<String, Integer> draws = new HashMap<>();
    for (Draw draw : draws(statements, quizId)) {
      String pool = "category-" + draw.categoryId();
      draws.put(pool, draw.number());
      questions.addAll(
          statements.list(
              "SELECT " + COLUMNS + " FROM questions q WHERE q.category_id = ? ORDER BY q.id",
              row -> question(row, pool),
              draw.categoryId()));
    }
    return new QuizContent(questions, draws);
  }

  long insert(
      Transaction transaction,
      @Nullable Long quizId,
      @Nullable Long categoryId,
      QuestionDraft draft,
      long edition) {
    return transaction.insert(
        INSERT,
        quizId,
        categoryId,
        quizId == null ? 0 : nextPosition(transaction, quizId),
        draft.kind().word(),
        draft.prompt(),
        Json.text(draft.stored()),
        draft.key(),
        draft.toleranceValue(),
        draft.points(),
        draft.feedback(),
        edition);
  }

  private static long nextPosition(Transaction transaction, long quizId) {
    return transaction
        .first(
            "SELECT COALESCE(MAX(position), 0) + 1 AS position FROM questions WHERE quiz_id = ?",
            row -> row.number("position"),
            quizId)
        .orElseThrow();
  }

  /** Whether it was still what {@code draft} was written over. */
  boolean update(Transaction transaction, long id, QuestionDraft draft, long edition) {
    return transaction.run(
            UPDATE,
            draft.prompt(),
            Json.text(draft.stored()),
            draft.key(),
            draft.toleranceValue(),
            draft.points(),
            draft.feedback(),
            edition,
            id,
            draft.edited())
        > 0;
  }

  void delete(Transaction transaction, long id) {
    transaction.run("DELETE FROM questions WHERE id = ?", id);
  }

  /** Numbers the questions of a quiz from 1 in this order. */
  void renumber(Transaction transaction, long quizId, List<Long> ids) {
    transaction.run("UPDATE questions SET position = position + ? WHERE quiz_id = ?", AWAY, quizId);
    List<Object> parameters = new ArrayList<>(ids);
    parameters.add(quizId);
    transaction.run(
        "UPDATE questions SET position = FIELD(id, "
            + Transaction.marks(ids.size())
            + ") WHERE quiz_id = ?",
        parameters.toArray());
  }

  List<Category> categories(Transaction statements, long courseId) {
    return statements.list(
        CATEGORIES,
        row -> new Category(row.number("id"), row.text("name"), row.number("questions")),
        courseId);
  }

  Optional<Long> courseOfCategory(Transaction statements, long categoryId) {
    return statements.first(
        "SELECT course_id FROM question_categories WHERE id = ?",
        row -> row.number("course_id"),
        categoryId);
  }

  String categoryName(Transaction statements, long categoryId) {
    return statements
        .first(
            "SELECT name FROM question_categories WHERE id = ?",
            row -> row.text("name"),
            categoryId)
        .orElse("");
  }

  long addCategory(Transaction transaction, long courseId, String name) {
    return transaction.insert(
        "INSERT INTO question_categories (course_id, name) VALUES (?, ?)", courseId, name);
  }

  void deleteCategory(Transaction transaction, long categoryId) {
    transaction.run("DELETE FROM question_categories WHERE id = ?", categoryId);
  }

  List<Draw> draws(Transaction statements, long quizId) {
    return statements.list(
        DRAWS,
        row ->
            new Draw(
                row.number("category_id"),
                row.text("name"),
                (int) row.number("number"),
                row.number("questions")),
        quizId);
  }

  /** Draws {@code number} of a category from now on; 0 for none. */
  void setDraw(Transaction transaction, long quizId, long categoryId, int number) {
    if (number == 0) {
      transaction.run(
          "DELETE FROM quiz_draws WHERE quiz_id = ? AND category_id = ?", quizId, categoryId);
    } else {
      transaction.run(
          "INSERT INTO quiz_draws (quiz_id, category_id, number) VALUES (?, ?, ?)"
              + " ON DUPLICATE KEY UPDATE number = VALUES(number)",
          quizId,
          categoryId,
          number);
    }
  }

  /** The quizzes that draw from a category. */
  List<Long> drawing(Transaction statements, long categoryId) {
    return statements.list(
        "SELECT quiz_id FROM quiz_draws WHERE category_id = ? ORDER BY quiz_id",
        row -> row.number("quiz_id"),
        categoryId);
  }

  private static Question question(Row row, String pool) {
    Double tolerance = row.optionalFraction("tolerance");
    String feedback = row.optionalText("feedback");
    byte[] options = row.text("options").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return new Question(
        row.number("id"),
        (int) row.number("position"),
        QuestionKind.of(row.text("kind")),
        row.text("prompt"),
        List.of(Json.stored(options, Question.Option[].class)),
        row.text("correct"),
        tolerance == null ? 0 : tolerance,
        (int) row.number("points"),
        feedback == null ? "" : feedback,
        pool);
  }
}
