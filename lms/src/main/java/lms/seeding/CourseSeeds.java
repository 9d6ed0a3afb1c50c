package lms.seeding;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import lms.platform.Json;
import lms.seeding.Examiner.Question;
import lms.seeding.SeedRandom.Stream;
import org.jspecify.annotations.Nullable;

/** Courses with sections, lessons and quizzes. Ids count from 1; a course's quiz has its id. */
final class CourseSeeds {
  /** One hour for sixteen questions, and a little more for what is on its way then. */
  private static final int TIME_LIMIT_SECONDS = 3_600;

  private static final int GRACE_SECONDS = 30;
  private static final int PASS_PERCENT = 60;
  private static final double VIDEO_SHARE = 0.6;

  /** A course as others of this package need it; {@code questions} in order. */
  record Seeded(SeedFile.Course file, SeedFile.Quiz quiz, List<Question> questions, int teacher) {}

  private final SeedDatabase database;
  private final SeedSize size;
  private final long seed;
  private final LocalDateTime start;

  CourseSeeds(SeedDatabase database, SeedSize size, long seed, LocalDateTime start) {
    this.database = database;
    this.size = size;
    this.seed = seed;
    this.start = start;
  }

  /** Writes outlines, lessons and quizzes; the courses' own rows follow with their counts. */
  List<Seeded> write() throws SQLException {
    List<Seeded> courses = new ArrayList<>();
    try (TableWriter sections = database.table("sections", "id", "course_id", "position", "title");
        TableWriter lessons =
            database.table(
                "lessons",
                "id",
                "course_id",
                "section_id",
                "position",
                "title",
                "body",
                "video_seconds",
                "content_token");
        TableWriter quizzes =
            database.table(
                "quizzes",
                "id",
                "course_id",
                "title",
                "time_limit_seconds",
                "grace_seconds",
                "attempt_limit",
                "shuffled",
                "pass_percent");
        TableWriter questions =
            database.table(
                "questions",
                "id",
                "quiz_id",
                "position",
                "kind",
                "prompt",
                "options",
                "correct",
                "tolerance",
                "points")) {
      for (int index = 0; index < size.courses(); index++) {
        long id = index + 1L;
        SeedRandom random = new SeedRandom(seed, Stream.COURSE, id);
        int teacher = random.below(size.teachers() + 1);
        @Nullable Integer seats = index % 10 == 9 ? Integer.valueOf(random.between(20, 60)) : null;
        String token = random.token();
        List<SeedFile.Lesson> outline = outline(index, sections, lessons);
        List<Question> asked = questions(id, questions);
        quizzes.row(
            id,
            id,
            "Quiz: " + Subjects.title(index),
            TIME_LIMIT_SECONDS,
            GRACE_SECONDS,
            null,
            true,
            PASS_PERCENT);
        courses.add(
            new Seeded(
                new SeedFile.Course(id, code(id), Subjects.title(index), token, seats, id, outline),
                quiz(id, asked),
                asked,
                teacher));
      }
    }
    database.commit();
    return courses;
  }

  private static String code(long id) {
    return "HR-%04d".formatted(id);
  }

  private List<SeedFile.Lesson> outline(int index, TableWriter sections, TableWriter lessons)
      throws SQLException {
    List<SeedFile.Lesson> outline = new ArrayList<>();
    String subject = Subjects.subject(index);
    for (int section = 0; section < size.sections(); section++) {
      long sectionId = (long) index * size.sections() + section + 1;
      sections.row(sectionId, index + 1, section + 1, Prose.sectionTitle(section));
      for (int lesson = 0; lesson < size.lessonsPerSection(); lesson++) {
        long id = (sectionId - 1) * size.lessonsPerSection() + lesson + 1;
        SeedRandom random = new SeedRandom(seed, Stream.LESSON, id);
        String token = random.token();
        @Nullable Integer video =
            random.chance(VIDEO_SHARE) ? Integer.valueOf(random.between(180, 1_200)) : null;
        lessons.row(
            id,
            index + 1,
            sectionId,
            outline.size() + 1,
            Prose.lessonTitle(subject, section, lesson),
            Prose.lesson(subject, section, random),
            video,
            token);
        outline.add(new SeedFile.Lesson(id, token, video));
      }
    }
    return outline;
  }

  private List<Question> questions(long quizId, TableWriter questions) throws SQLException {
    List<Question> asked = new ArrayList<>();
    for (int i = 0; i < SeedSize.QUESTIONS; i++) {
      long id = questionId(quizId, i);
      Question question = Examiner.question(i, new SeedRandom(seed, Stream.QUESTION, id));
      asked.add(question);
      questions.row(
          id,
          quizId,
          i + 1,
          question.kind(),
          question.prompt(),
          Json.text(question.options()),
          question.correct(),
          question.tolerance(),
          1);
    }
    return asked;
  }

  static long questionId(long quizId, int index) {
    return (quizId - 1) * SeedSize.QUESTIONS + index + 1;
  }

  private static SeedFile.Quiz quiz(long id, List<Question> asked) {
    List<SeedFile.Question> keys = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Question question = asked.get(i);
      keys.add(
          new SeedFile.Question(
              questionId(id, i),
              question.kind(),
              question.correct(),
              question.options().stream().map(Examiner.Option::id).toList()));
    }
    return new SeedFile.Quiz(id, id, null, TIME_LIMIT_SECONDS, keys);
  }

  /** Writes the courses' own rows, with what learners did to their counts. */
  void writeCourses(List<Seeded> courses, LearningSeeds.Counts counts, long firstTeacherId)
      throws SQLException {
    try (TableWriter rows =
        database.table(
            "courses",
            "id",
            "code",
            "title",
            "summary",
            "description",
            "category",
            "content_token",
            "teacher_id",
            "seats",
            "seats_taken",
            "published_at",
            "rating_sum",
            "rating_count")) {
      for (Seeded course : courses) {
        SeedFile.Course file = course.file();
        int index = (int) file.id() - 1;
        SeedRandom random = new SeedRandom(seed, Stream.COURSE, -file.id());
        rows.row(
            file.id(),
            file.code(),
            file.title(),
            Prose.summary(file.title(), random),
            Prose.description(Subjects.subject(index), random),
            Subjects.category(index),
            file.token(),
            firstTeacherId + course.teacher(),
            file.seats(),
            counts.seatsTaken()[index],
            start.plusDays(index % 90),
            counts.ratingSum()[index],
            counts.ratingCount()[index]);
      }
    }
    database.commit();
  }
}
