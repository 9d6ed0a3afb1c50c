package lms;

import java.time.Clock;
import lms.accounts.AccountRoutes;
import lms.accounts.ConfirmationRoutes;
import lms.accounts.PasswordResetRoutes;
import lms.activities.Activities;
import lms.admission.Admission;
import lms.calendar.CalendarRoutes;
import lms.certificates.CertificateRoutes;
import lms.certificates.Completions;
import lms.certificates.DoneLessons;
import lms.content.Editions;
import lms.content.Teachers;
import lms.courses.CourseRoutes;
import lms.discussion.DiscussionRoutes;
import lms.enrolments.Enrolments;
import lms.enrolments.Seats;
import lms.grades.GradeRoutes;
import lms.learning.LearningRoutes;
import lms.lessons.LessonRoutes;
import lms.notifications.NotificationRoutes;
import lms.notifications.Notifications;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.Idempotency;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Routes;
import lms.profile.ProfileRoutes;
import lms.quizzes.QuizRoutes;
import lms.ratings.RatingRoutes;

/**
 * What people do on the platform: its features, one knowing of another only where it is said here.
 */
final class Learning implements AutoCloseable {
  private final Enrolments enrolments;
  private final DoneLessons done;
  private final LessonRoutes lessons;
  private final QuizRoutes quizzes;
  private final Teaching teaching;

  /** Adds the routes of all features. */
  Learning(
      LmsConfig config,
      Routes routes,
      Database database,
      Cache cache,
      Idempotency idempotency,
      AccountRoutes accounts,
      Notifications notifications,
      Pages pages,
      Metrics metrics,
      Clock clock) {
    enrolments = new Enrolments(database, cache, metrics);
    Seats seats = new Seats(enrolments, notifications, clock, metrics);
    Activities activities = new Activities();
    done = new DoneLessons(database, cache, metrics);
    CourseRoutes courses =
        new CourseRoutes(
            database, activities, cache, idempotency, enrolments, done::of, seats, pages, clock);
    courses.register(routes);
    Editions editions = new Editions(database, cache);
    Completions completions = new Completions(activities, done, notifications, clock, metrics);
    Teachers teachers = new Teachers(database);
    lessons =
        new LessonRoutes(
            database,
            editions,
            activities,
            idempotency,
            enrolments,
            teachers,
            completions,
            pages,
            clock,
            metrics);
    lessons.register(routes);
    quizzes =
        new QuizRoutes(
            database,
            cache,
            new Admission(cache, config.quizStarts(), clock, metrics),
            idempotency,
            enrolments,
            completions,
            notifications,
            pages,
            clock,
            metrics);
    activities.add(quizzes, routes);
    teaching =
        new Teaching(
            routes,
            database,
            editions,
            idempotency,
            quizzes,
            courses,
            activities,
            enrolments,
            seats,
            completions,
            notifications,
            pages,
            metrics,
            clock);
    new GradeRoutes(database, pages, clock, quizzes::closeOverdue).register(routes);
    addMailed(routes, database, accounts, notifications, pages, metrics, clock);
    addOwn(config, routes, database, cache, accounts, seats, activities, pages, metrics, clock);
    addTalk(
        routes, database, idempotency, notifications, completions, courses, pages, clock, metrics);
  }

  /** Adds what people say of lessons and of courses. */
  private void addTalk(
      Routes routes,
      Database database,
      Idempotency idempotency,
      Notifications notifications,
      Completions completions,
      CourseRoutes courses,
      Pages pages,
      Clock clock,
      Metrics metrics) {
    Teachers teachers = new Teachers(database);
    new DiscussionRoutes(
            database, idempotency, lessons, teachers, notifications, pages, clock, metrics)
        .register(routes);
    new RatingRoutes(
            database, idempotency, enrolments, completions, courses::changed, pages, clock, metrics)
        .register(routes);
  }

  /** Adds what is about oneself and asks for nothing else. */
  private static void addOwn(
      LmsConfig config,
      Routes routes,
      Database database,
      Cache cache,
      AccountRoutes accounts,
      Seats seats,
      Activities activities,
      Pages pages,
      Metrics metrics,
      Clock clock) {
    new LearningRoutes(database, pages, clock).register(routes);
    new CertificateRoutes(database, cache, pages, metrics, config.publicUrl()).register(routes);
    new ProfileRoutes(
            database, cache, accounts.accounts(), seats, activities, pages, clock, metrics)
        .register(routes);
    new CalendarRoutes(database, pages, clock, config.publicUrl()).register(routes);
  }

  /** Adds what is about mail, if somebody sends it. */
  private static void addMailed(
      Routes routes,
      Database database,
      AccountRoutes accounts,
      Notifications notifications,
      Pages pages,
      Metrics metrics,
      Clock clock) {
    new NotificationRoutes(database, pages, clock, notifications.mailing()).register(routes);
    new PasswordResetRoutes(database, accounts.accounts(), notifications, pages, clock, metrics)
        .register(routes);
    new ConfirmationRoutes(database, notifications, pages, clock).register(routes);
  }

  /** Asks again who takes which course and has done what in it. */
  void forgetAll() {
    enrolments.forgetAll();
    done.forgetAll();
  }

  /** For tests that teach without pages. */
  QuizRoutes quizzes() {
    return quizzes;
  }

  @Override
  public void close() {
    lessons.close();
    teaching.close();
  }
}
