package lms;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lms.platform.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * A published course as tests need it: lessons with videos of 600 s, and one quiz of four
 * questions, one of each kind, worth one point each. It passes from 60 % on.
 */
record TaughtCourse(long id, List<Long> lessons, long quiz, List<Long> questions) {
  /** The right answers, in the order of the questions. */
  static final List<String> RIGHT = List.of("b", "a,c", "12.5", "Chlorophyll");

  private static final String OPTIONS =
      "[{\"id\":\"a\",\"text\":\"Roots\"},{\"id\":\"b\",\"text\":\"Leaves\"},"
          + "{\"id\":\"c\",\"text\":\"Stems\"},{\"id\":\"d\",\"text\":\"Stones\"}]";

  private static final List<String> KINDS = List.of("single", "multiple", "numeric", "text");

  /** The rules of its quiz; null for no limit. */
  record Rules(@Nullable Integer seconds, int graceSeconds, @Nullable Integer attempts) {
    static final Rules NONE = new Rules(null, 0, null);
  }

  static TaughtCourse in(LmsServer server, String code, int lessons, Rules rules) {
    return in(server, code, lessons, KINDS.size(), rules);
  }

  /** With any number of questions, whose kinds take turns. */
  static TaughtCourse in(LmsServer server, String code, int lessons, int questions, Rules rules) {
    long course = server.course(code, null);
    return server.database.inTransaction(
        transaction -> {
          List<Long> ids = new ArrayList<>();
          transaction.run("DELETE FROM lessons WHERE course_id = ?", course);
          long section =
              transaction
                  .first(
                      "SELECT id FROM sections WHERE course_id = ?",
                      row -> row.number("id"),
                      course)
                  .orElseThrow();
          for (int i = 1; i <= lessons; i++) {
            ids.add(lesson(transaction, course, section, i));
          }
          long quiz =
              transaction.insert(
                  "INSERT INTO quizzes (course_id, title, time_limit_seconds, grace_seconds,"
                      + " attempt_limit) VALUES (?, 'What plants do', ?, ?, ?)",
                  course,
                  rules.seconds(),
                  rules.graceSeconds(),
                  rules.attempts());
          List<Long> asked =
              IntStream.range(0, questions).mapToObj(i -> question(transaction, quiz, i)).toList();
          return new TaughtCourse(course, List.copyOf(ids), quiz, asked);
        });
  }

  /** The same with a quiz that asks everybody in the order of {@link #questions}. */
  TaughtCourse inOrder(LmsServer server) {
    server.database.inTransaction(
        transaction -> transaction.run("UPDATE quizzes SET shuffled = FALSE WHERE id = ?", quiz));
    return this;
  }

  private static long lesson(Transaction transaction, long course, long section, int position) {
    return transaction.insert(
        "INSERT INTO lessons (course_id, section_id, position, title, body, video_seconds,"
            + " content_token) VALUES (?, ?, ?, ?, ?, 600, ?)",
        course,
        section,
        position,
        "Lesson " + position,
        "Plants *drink* <b>water</b>.",
        "token-" + course + '-' + position);
  }

  private static long question(Transaction transaction, long quiz, int index) {
    String kind = KINDS.get(index % KINDS.size());
    return transaction.insert(
        "INSERT INTO questions (quiz_id, position, kind, prompt, options, correct, tolerance)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        quiz,
        index + 1,
        kind,
        "Question " + (index + 1),
        index % KINDS.size() < 2 ? OPTIONS : "[]",
        RIGHT.get(index % RIGHT.size()),
        kind.equals("numeric") ? 0.1 : null);
  }

  /** Answers everything right, as {@code sequence}, and submits. */
  void pass(Learner learner, long attempt, long sequence) {
    for (int i = 0; i < questions.size(); i++) {
      learner.save(attempt, questions.get(i), sequence, RIGHT.get(i % RIGHT.size())).expect(200);
    }
    learner.hand(attempt).expect(200);
  }
}
