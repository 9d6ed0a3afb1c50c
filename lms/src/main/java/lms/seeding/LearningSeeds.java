package lms.seeding;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntConsumer;
import lms.seeding.SeedRandom.Stream;
import org.jspecify.annotations.Nullable;

/** What learners did before today: enrolments, progress, quizzes, ratings, certificates, news. */
final class LearningSeeds implements AutoCloseable {
  private static final double COMPLETED = 0.02;
  private static final double BEGUN = 0.5;
  private static final double RATED = 0.1;
  private static final int COURSES_MAX = 8;
  private static final int COMMIT_EACH = 1_000;

  private static final List<String> COMMENTS =
      List.of(
          "Clear, and never in a hurry.",
          "More exercises, please.",
          "The videos are short enough for my way to work.",
          "I came for one chapter and stayed for all of them.",
          "");

  /** What enrolments and ratings add up to, by course index. */
  @SuppressWarnings("ArrayRecordComponent") // Written while counting, then only read.
  record Counts(int[] seatsTaken, int[] ratingSum, int[] ratingCount) {
    static Counts of(int courses) {
      return new Counts(new int[courses], new int[courses], new int[courses]);
    }
  }

  private final SeedDatabase database;
  private final long seed;
  private final LocalDateTime start;
  private final List<CourseSeeds.Seeded> courses;
  private final Popularity popularity;
  private final Counts counts;
  private final List<SeedFile.Certificate> certificates = new ArrayList<>();
  private final TableWriter enrolments;
  private final TableWriter progress;
  private final TableWriter attempts;
  private final TableWriter answers;
  private final TableWriter ratings;
  private final TableWriter certificateRows;
  private final TableWriter notifications;
  private long enrolmentId;
  private long attemptId;

  LearningSeeds(
      SeedDatabase database, long seed, LocalDateTime start, List<CourseSeeds.Seeded> courses)
      throws SQLException {
    this.database = database;
    this.seed = seed;
    this.start = start;
    this.courses = courses;
    this.popularity = new Popularity(courses.size());
    this.counts = Counts.of(courses.size());
    enrolments =
        database.table("enrolments", "id", "user_id", "course_id", "created_at", "completed_at");
    progress =
        database.table(
            "lesson_progress",
            "user_id",
            "lesson_id",
            "course_id",
            "completed_at",
            "video_position_seconds",
            "updated_at");
    attempts =
        database.table(
            "attempts",
            "id",
            "quiz_id",
            "user_id",
            "number",
            "shuffle_seed",
            "started_at",
            "deadline_at",
            "submitted_at",
            "score",
            "max_score");
    answers =
        database.table("answers", "attempt_id", "question_id", "sequence", "value", "saved_at");
    ratings = database.table("ratings", "user_id", "course_id", "stars", "comment", "updated_at");
    certificateRows =
        database.table("certificates", "id", "code", "user_id", "course_id", "issued_at");
    notifications =
        database.table(
            "notifications", "user_id", "kind", "title", "link", "created_at", "read_at");
  }

  Counts counts() {
    return counts;
  }

  List<SeedFile.Certificate> certificates() {
    return certificates;
  }

  /** Lets everybody learn; answers the courses of each, in the order of their ids from 1. */
  List<List<Long>> write(int learners, IntConsumer done) throws SQLException {
    List<List<Long>> taken = new ArrayList<>();
    for (int userId = 1; userId <= learners; userId++) {
      taken.add(learner(userId));
      if (userId % COMMIT_EACH == 0 || userId == learners) {
        database.commit();
        done.accept(userId);
      }
    }
    return taken;
  }

  private List<Long> learner(long userId) throws SQLException {
    SeedRandom random = new SeedRandom(seed, Stream.LEARNING, userId);
    int wanted = 1;
    while (wanted < Math.min(COURSES_MAX, courses.size() / 2) && random.chance(0.75)) {
      wanted++;
    }
    Set<Integer> chosen = new LinkedHashSet<>();
    while (chosen.size() < wanted) {
      int index = popularity.choose(random);
      @Nullable Integer seats = courses.get(index).file().seats();
      if (seats == null || counts.seatsTaken()[index] < seats) {
        chosen.add(index);
      }
    }
    List<Long> ids = new ArrayList<>();
    for (int index : chosen) {
      enrolled(userId, index, random);
      ids.add(courses.get(index).file().id());
    }
    return ids;
  }

  private void enrolled(long userId, int index, SeedRandom random) throws SQLException {
    CourseSeeds.Seeded course = courses.get(index);
    counts.seatsTaken()[index]++;
    enrolmentId++;
    LocalDateTime at = start.plusMinutes(enrolmentId % 100_000);
    notifications.row(
        userId,
        "enrolment",
        "You are enrolled: " + course.file().title(),
        "/courses/" + course.file().id(),
        at,
        random.chance(0.7) ? at.plusDays(1) : null);
    boolean completed = random.chance(COMPLETED);
    @Nullable LocalDateTime completedAt = completed ? at.plusDays(30) : null;
    enrolments.row(enrolmentId, userId, course.file().id(), at, completedAt);
    if (completedAt != null) {
      completed(userId, course, at, completedAt, random);
    } else if (random.chance(BEGUN)) {
      begun(userId, course.file(), at, random);
    }
    if (random.chance(RATED)) {
      int stars = Math.min(5, 2 + random.below(5));
      ratings.row(userId, course.file().id(), stars, random.one(COMMENTS), at.plusDays(20));
      counts.ratingSum()[index] += stars;
      counts.ratingCount()[index]++;
    }
  }

  private void begun(long userId, SeedFile.Course course, LocalDateTime at, SeedRandom random)
      throws SQLException {
    int done = random.between(0, Math.min(6, course.lessons().size() - 1));
    for (int i = 0; i <= done; i++) {
      SeedFile.Lesson lesson = course.lessons().get(i);
      @Nullable Integer video = lesson.videoSeconds();
      LocalDateTime then = at.plusHours(i + 1L);
      boolean complete = i < done;
      if (complete || video != null) {
        int position = video == null ? 0 : complete ? video : random.below(video);
        progress.row(userId, lesson.id(), course.id(), complete ? then : null, position, then);
      }
    }
  }

  private void completed(
      long userId,
      CourseSeeds.Seeded course,
      LocalDateTime at,
      LocalDateTime completedAt,
      SeedRandom random)
      throws SQLException {
    long courseId = course.file().id();
    for (SeedFile.Lesson lesson : course.file().lessons()) {
      @Nullable Integer video = lesson.videoSeconds();
      LocalDateTime then = at.plusHours(lesson.id() % 600);
      progress.row(userId, lesson.id(), courseId, then, video == null ? 0 : video, then);
    }
    attempt(userId, course, completedAt, random);
    // Capitals, as the platform prints them and looks them up.
    String code =
        new SeedRandom(seed, Stream.CERTIFICATE, enrolmentId).token().toUpperCase(Locale.ROOT);
    certificates.add(new SeedFile.Certificate(code, userId, courseId));
    certificateRows.row(certificates.size(), code, userId, courseId, completedAt);
    notifications.row(
        userId,
        "certificate",
        "You have a certificate: " + course.file().title(),
        "/certificates/" + code,
        completedAt,
        null);
  }

  /** A passed attempt: at most four of sixteen wrong. */
  private void attempt(
      long userId, CourseSeeds.Seeded course, LocalDateTime submittedAt, SeedRandom random)
      throws SQLException {
    attemptId++;
    int wrong = random.below(5);
    int number = course.questions().size();
    for (int i = 0; i < number; i++) {
      Examiner.Question question = course.questions().get(i);
      answers.row(
          attemptId,
          CourseSeeds.questionId(course.quiz().id(), i),
          1,
          i < wrong ? question.wrong() : question.correct(),
          submittedAt.minusMinutes(number - i));
    }
    LocalDateTime startedAt = submittedAt.minusMinutes(number + 5L);
    attempts.row(
        attemptId,
        course.quiz().id(),
        userId,
        1,
        random.any(),
        startedAt,
        startedAt.plusHours(1),
        submittedAt,
        (double) (number - wrong),
        (double) number);
  }

  @Override
  public void close() throws SQLException {
    for (TableWriter table :
        List.of(enrolments, progress, attempts, answers, ratings, certificateRows, notifications)) {
      table.close();
    }
    database.commit();
  }
}
