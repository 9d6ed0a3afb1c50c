package lms;

import java.time.Clock;
import java.util.function.BiConsumer;
import lms.activities.Activities;
import lms.announcements.AnnouncementRoutes;
import lms.authoring.AuthoringRoutes;
import lms.certificates.Completions;
import lms.certificates.Settlements;
import lms.content.Editions;
import lms.content.Teachers;
import lms.content.Workbench;
import lms.courses.CourseRoutes;
import lms.enrolments.Enrolments;
import lms.enrolments.Seats;
import lms.gradebook.GradebookRoutes;
import lms.groups.GroupRoutes;
import lms.lessons.LessonMaterial;
import lms.marking.MarkingRoutes;
import lms.monitor.MonitorRoutes;
import lms.notifications.Notifications;
import lms.platform.Database;
import lms.platform.Idempotency;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Routes;
import lms.platform.Tasks;
import lms.platform.Transaction;
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
      Seats seats,
      Completions completions,
      Notifications notifications,
      Pages pages,
      Metrics metrics,
      Clock clock) {
    Teachers teachers = new Teachers(database);
    Settlements settlements = new Settlements(database, completions, tasks);
    Workbench workbench = new Workbench(editions, teachers, idempotency, settlements::ask);
    addCourses(
        routes,
        database,
        teachers,
        workbench,
        idempotency,
        quizzes,
        courses,
        enrolments,
        seats,
        notifications,
        pages,
        metrics,
        clock);
    new QuestionRoutes(database, workbench, quizzes.editing(), pages).register(routes);
    new GroupRoutes(database, teachers, idempotency, pages).register(routes);
    new LessonMaterial(database, editions, teachers, settlements::ask, pages, clock)
        .register(routes);
    activities.add(
        new Polls(database, workbench, enrolments, completions, idempotency, pages, clock), routes);
    new GradebookRoutes(database, teachers, idempotency, notifications, pages, clock)
        .register(routes);
    new MonitorRoutes(
            database,
            teachers,
            idempotency,
            quizzes.invigilation(),
            quizzes.overdue(),
            quizzes.editing(),
            tasks,
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

  /** Adds the making of courses, who takes them, and what these hear once one is published. */
  private void addCourses(
      Routes routes,
      Database database,
      Teachers teachers,
      Workbench workbench,
      Idempotency idempotency,
      QuizRoutes quizzes,
      CourseRoutes courses,
      Enrolments enrolments,
      Seats seats,
      Notifications notifications,
      Pages pages,
      Metrics metrics,
      Clock clock) {
    RosterRoutes roster =
        new RosterRoutes(
            database,
            teachers,
            seats,
            idempotency,
            notifications,
            tasks,
            courses::changed,
            pages,
            clock,
            metrics);
    AnnouncementRoutes announcements =
        new AnnouncementRoutes(
            database, teachers, enrolments, idempotency, notifications, tasks, pages, clock);
    BiConsumer<Transaction, Long> republished =
        (work, course) -> {
          quizzes.editing().republished(work, course);
          work.afterCommit(roster::published);
          work.afterCommit(announcements::published);
        };
    new AuthoringRoutes(database, workbench, seats, courses::relisted, republished, pages, clock)
        .register(routes);
    roster.register(routes);
    announcements.register(routes);
  }

  @Override
  public void close() {
    tasks.close();
  }
}
