package lms;

import java.time.Clock;
import lms.activities.Activities;
import lms.announcements.AnnouncementRoutes;
import lms.authoring.AuthoringRoutes;
import lms.certificates.Completions;
import lms.content.Editions;
import lms.content.Teachers;
import lms.content.Workbench;
import lms.courses.CourseRoutes;
import lms.enrolments.Enrolments;
import lms.gradebook.GradebookRoutes;
import lms.groups.GroupRoutes;
import lms.marking.MarkingRoutes;
import lms.monitor.MonitorRoutes;
import lms.notifications.Notifications;
import lms.platform.Database;
import lms.platform.Idempotency;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Routes;
import lms.platform.Tasks;
import lms.polls.Polls;
import lms.questions.QuestionRoutes;
import lms.quizzes.QuizRoutes;
import lms.roster.RosterRoutes;

/** The part of the platform that teachers use: one line for each feature. */
final class Teaching implements AutoCloseable {
  private final Tasks tasks = new Tasks();

  /** Adds the routes of what teachers do in {@code database}. */
  Teaching(
      Routes routes,
      Database database,
      Editions editions,
      Idempotency idempotency,
      QuizRoutes quizzes,
      CourseRoutes courses,
      Activities activities,
      Enrolments enrolments,
      Completions completions,
      Notifications notifications,
      Pages pages,
      Metrics metrics,
      Clock clock) {
    Teachers teachers = new Teachers(database);
    Workbench workbench = new Workbench(editions, teachers, idempotency);
    new AuthoringRoutes(database, workbench, pages, clock).register(routes);
    new QuestionRoutes(database, workbench, quizzes.editing(), pages).register(routes);
    new GroupRoutes(database, teachers, idempotency, pages).register(routes);
    new RosterRoutes(database, teachers, notifications, courses::changed, pages, clock, metrics)
        .register(routes);
    activities.add(
        new Polls(database, workbench, enrolments, completions, idempotency, pages, clock), routes);
    new AnnouncementRoutes(
            database, teachers, enrolments, idempotency, notifications, tasks, pages, clock)
        .register(routes);
    new GradebookRoutes(database, teachers, idempotency, notifications, pages, clock)
        .register(routes);
    new MonitorRoutes(
            database,
            teachers,
            idempotency,
            quizzes.invigilation(),
            quizzes.editing(),
            pages,
            clock)
        .register(routes);
    new MarkingRoutes(
            database,
            teachers,
            idempotency,
            quizzes.marking(),
            quizzes.invigilation(),
            tasks,
            pages,
            clock)
        .register(routes);
  }

  @Override
  public void close() {
    tasks.close();
  }
}
