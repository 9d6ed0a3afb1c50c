package lms;

import java.util.List;
import java.util.stream.Stream;

/** What a teacher has made for a course, and the pages that show it. */
record TeachingVisits(long group, long category, long poll, long announcement, long learner) {
  static TeachingVisits in(LmsServer server, long course) {
    return server.database.inTransaction(
        transaction -> {
          long learner =
              transaction
                  .first(
                      "SELECT user_id AS n FROM enrolments WHERE course_id = ?",
                      row -> row.number("n"),
                      course)
                  .orElseThrow();
          long group =
              transaction.insert(
                  "INSERT INTO course_groups (course_id, name) VALUES (?, 'Morning')", course);
          transaction.run(
              "INSERT INTO group_members (group_id, user_id) VALUES (?, ?)", group, learner);
          long category =
              transaction.insert(
                  "INSERT INTO question_categories (course_id, name) VALUES (?, 'Roots')", course);
          transaction.run(
              "INSERT INTO questions (category_id, position, kind, prompt, options, correct)"
                  + " VALUES (?, 0, 'essay', 'Why do roots branch?', '[]', '')",
              category);
          long announcement =
              transaction.insert(
                  "INSERT INTO announcements (course_id, author_id, title, body, created_at,"
                      + " notified_at) SELECT id, teacher_id, 'A walk on Friday', 'Bring *shoes*.',"
                      + " NOW(3), NOW(3) FROM courses WHERE id = ?",
                  course);
          transaction.run(
              "INSERT INTO quiz_allowances (quiz_id, user_id, extra_seconds, set_by, updated_at)"
                  + " SELECT id, ?, 900, ?, NOW(3) FROM quizzes WHERE course_id = ?",
              learner,
              learner,
              course);
          long poll =
              transaction.insert(
                  "INSERT INTO polls (course_id, question, options, created_at)"
                      + " VALUES (?, 'Where to?', '[\"Wood\", \"Meadow\"]', NOW(3))",
                  course);
          transaction.run(
              "INSERT INTO poll_votes (poll_id, user_id, choice, voted_at)"
                  + " VALUES (?, ?, 1, NOW(3))",
              poll,
              learner);
          return new TeachingVisits(group, category, poll, announcement, learner);
        });
  }

  List<Visits.Visit> visits(TaughtCourse course, long open, long passed) {
    String taught = "/teach/courses/" + course.id();
    String quiz = "/teach/quizzes/" + course.quiz();
    String lesson = "/teach/lessons/" + course.lessons().get(1);
    String drawn = "/teach/categories/" + category;
    return Stream.of(
            "/teach",
            "/teach/courses/new",
            taught,
            taught + "/settings",
            taught + "/preview",
            taught + "/bank",
            taught + "/groups",
            taught + "/roster",
            taught + "/roster/" + learner,
            taught + "/announcements",
            "/teach/announcements/" + announcement,
            taught + "/discussions",
            taught + "/discussions?show=unanswered",
            taught + "/grades",
            taught + "/weights",
            taught + "/grades/" + learner + "/q" + course.quiz(),
            taught + "/polls",
            lesson,
            lesson + "/preview",
            lesson + "/conditions",
            lesson + "/attachments",
            quiz,
            quiz + "/settings",
            quiz + "/preview",
            quiz + "/trial",
            quiz + "/monitor?show=all",
            quiz + "/monitor?show=absent",
            quiz + "/allowances",
            quiz + "/allowances?learner=" + learner,
            quiz + "/marking",
            quiz + "/regrade",
            quiz + "/questions/new?kind=multiple",
            drawn,
            drawn + "/questions/new?kind=numeric",
            "/teach/questions/" + course.questions().getFirst(),
            "/teach/groups/" + group,
            "/teach/polls/" + poll,
            "/teach/attempts/" + open,
            "/teach/attempts/" + passed + "/marking")
        .map(path -> new Visits.Visit(Visits.Who.TEACHER, path))
        .toList();
  }
}
