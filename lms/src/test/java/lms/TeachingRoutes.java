package lms;

import java.util.Set;
import java.util.UUID;

/** The routes of teachers, by whom each is for. */
final class TeachingRoutes {
  /** About whoever asks: for all teachers. */
  static final Set<String> OF_ANYBODY =
      Set.of("GET /teach", "GET /teach/courses/new", "POST /teach/courses");

  /** About one course: for its teacher and for administrators; all others get 403. */
  static final Set<String> OF_A_COURSE =
      Set.of(
          "GET /teach/courses/{id}",
          "GET /teach/courses/{id}/settings",
          "GET /teach/courses/{id}/preview",
          "POST /teach/courses/{id}/settings",
          "POST /teach/courses/{id}/publication",
          "POST /teach/courses/{id}/sections",
          "POST /teach/sections/{id}",
          "POST /teach/sections/{id}/place",
          "POST /teach/sections/{id}/removal",
          "POST /teach/sections/{id}/lessons",
          "GET /teach/lessons/{id}",
          "POST /teach/lessons/{id}",
          "GET /teach/lessons/{id}/preview",
          "GET /teach/lessons/{id}/conditions",
          "POST /teach/lessons/{id}/conditions",
          "GET /teach/lessons/{id}/attachments",
          "POST /teach/lessons/{id}/attachments",
          "POST /teach/lessons/{id}/attachments/{attachment}/removal",
          "POST /teach/lessons/{id}/place",
          "POST /teach/lessons/{id}/publication",
          "POST /teach/lessons/{id}/removal",
          "POST /teach/courses/{id}/quizzes",
          "GET /teach/quizzes/{id}",
          "GET /teach/quizzes/{id}/settings",
          "POST /teach/quizzes/{id}/settings",
          "GET /teach/quizzes/{id}/preview",
          "GET /teach/quizzes/{id}/trial",
          "POST /teach/quizzes/{id}/draws",
          "POST /teach/quizzes/{id}/publication",
          "POST /teach/quizzes/{id}/removal",
          "GET /teach/quizzes/{id}/questions/new",
          "POST /teach/quizzes/{id}/questions",
          "GET /teach/courses/{id}/bank",
          "POST /teach/courses/{id}/bank",
          "GET /teach/categories/{id}",
          "POST /teach/categories/{id}/removal",
          "GET /teach/categories/{id}/questions/new",
          "POST /teach/categories/{id}/questions",
          "GET /teach/questions/{id}",
          "POST /teach/questions/{id}",
          "POST /teach/questions/{id}/place",
          "POST /teach/questions/{id}/removal",
          "GET /teach/quizzes/{id}/monitor",
          "GET /api/teach/quizzes/{id}/monitor",
          "GET /teach/quizzes/{id}/allowances",
          "POST /teach/quizzes/{id}/allowances",
          "GET /teach/attempts/{id}",
          "POST /teach/attempts/{id}/extension",
          "POST /teach/attempts/{id}/reopening",
          "GET /teach/quizzes/{id}/marking",
          "GET /teach/attempts/{id}/marking",
          "POST /teach/attempts/{id}/marking",
          "GET /teach/quizzes/{id}/regrade",
          "POST /teach/quizzes/{id}/regrade",
          "GET /teach/courses/{id}/roster",
          "POST /teach/courses/{id}/roster",
          "POST /api/teach/courses/{id}/roster",
          "GET /teach/courses/{id}/roster/{learner}",
          "POST /teach/courses/{id}/roster/{learner}/removal",
          "POST /api/teach/courses/{id}/roster/{learner}/removal",
          "GET /teach/courses/{id}/announcements",
          "POST /teach/courses/{id}/announcements",
          "GET /teach/announcements/{id}",
          "POST /teach/announcements/{id}",
          "POST /teach/announcements/{id}/removal",
          "GET /teach/courses/{id}/discussions",
          "GET /api/teach/courses/{id}/discussions",
          "GET /teach/courses/{id}/grades",
          "GET /api/teach/courses/{id}/grades",
          "GET /teach/courses/{id}/grades.csv",
          "GET /teach/courses/{id}/weights",
          "POST /teach/courses/{id}/weights",
          "POST /teach/courses/{id}/items",
          "POST /teach/courses/{id}/items/{item}/removal",
          "GET /teach/courses/{id}/grades/{learner}/{item}",
          "POST /teach/courses/{id}/grades/{learner}/{item}",
          "GET /teach/courses/{id}/polls",
          "POST /teach/courses/{id}/polls",
          "GET /teach/polls/{id}",
          "POST /teach/polls/{id}/closing",
          "GET /teach/courses/{id}/groups",
          "POST /teach/courses/{id}/groups",
          "GET /teach/groups/{id}",
          "POST /teach/groups/{id}",
          "POST /teach/groups/{id}/members",
          "POST /teach/groups/{id}/members/removal",
          "POST /teach/groups/{id}/removal");

  private TeachingRoutes() {}

  /**
   * A pattern with the id of something new of a course in the place of what one of its routes takes
   * away; any other as it is.
   */
  static String fresh(String pattern, LmsServer server, long course) {
    if (pattern.startsWith("/teach/announcements/")) {
      return pattern.replace("{id}", Long.toString(announcement(server, course)));
    }
    if (pattern.contains("/items/{item}")) {
      return pattern.replace("{item}", "i" + item(server, course));
    }
    return pattern.contains("/roster/{learner}")
        ? pattern.replace("{learner}", Long.toString(learner(server, course)))
        : pattern;
  }

  private static long announcement(LmsServer server, long course) {
    return server.database.inTransaction(
        transaction ->
            transaction.insert(
                "INSERT INTO announcements (course_id, author_id, title, body, created_at,"
                    + " notified_at) SELECT id, teacher_id, 'T', 'B', NOW(3), NOW(3)"
                    + " FROM courses WHERE id = ?",
                course));
  }

  private static long item(LmsServer server, long course) {
    return server.database.inTransaction(
        transaction ->
            transaction.insert(
                "INSERT INTO grade_items (course_id, title) VALUES (?, 'Talk')", course));
  }

  private static long learner(LmsServer server, long course) {
    return server.database.inTransaction(
        transaction -> {
          long user =
              LmsServer.learner(transaction, UUID.randomUUID() + "@example.test", "Somebody");
          transaction.run(
              "INSERT INTO enrolments (user_id, course_id, created_at) VALUES (?, ?, NOW(3))",
              user,
              course);
          return user;
        });
  }
}
