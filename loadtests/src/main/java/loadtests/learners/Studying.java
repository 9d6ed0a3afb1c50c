package loadtests.learners;

import loadtests.plan.Kind;

/** Writes of a learner's day outside quizzes. */
final class Studying {
  private static final int TRIES = 50;
  private static final int POSITION_EVERY_SECONDS = 15;

  private Studying() {}

  /**
   * Further in the video of the current lesson, or of another one where it has none or ended; where
   * all seem to have ended, the end of one once more; where there is none, the page of a lesson.
   */
  static Step videoPosition(Learner learner) {
    for (int i = 0; i < TRIES && !playable(learner); i++) {
      learner.moveOn();
    }
    for (int i = 0; i < TRIES && learner.lesson.videoSeconds() == null; i++) {
      learner.moveOn();
    }
    SeedData.Lesson lesson = learner.lesson;
    Integer length = lesson.videoSeconds();
    if (length == null) {
      return Reading.lessonPage(learner);
    }
    int known = learner.positions.getOrDefault(lesson.id(), 0);
    int sent = Math.min(length, known + 1 + learner.random.nextInt(POSITION_EVERY_SECONDS));
    learner.positions.put(lesson.id(), sent);
    var write =
        new Write(
            "position",
            learner.nextKey(),
            learner.id(),
            "lesson:" + lesson.id(),
            null,
            Integer.toString(sent));
    return new Step(
        Kind.VIDEO_POSITION,
        "/api/lessons/" + lesson.id() + "/position",
        "{\"seconds\":" + sent + "}",
        null,
        write,
        Meaning.json(
            json -> {
              if (!Meaning.is(json, "lessonId", lesson.id())) {
                return "another lessonId";
              }
              if (!json.path("seconds").isIntegralNumber()) {
                return "no seconds";
              }
              int stored = json.path("seconds").asInt();
              learner.storedSeconds = stored;
              learner.positions.merge(lesson.id(), stored, Math::max);
              boolean coalesced = json.path("coalesced").asBoolean();
              return stored >= sent || coalesced ? Step.AS_EXPECTED : "earlier seconds";
            }));
  }

  private static boolean playable(Learner learner) {
    Integer length = learner.lesson.videoSeconds();
    return length != null && learner.positions.getOrDefault(learner.lesson.id(), 0) < length;
  }

  static Step completion(Learner learner) {
    for (int i = 0; i < TRIES && learner.completed.contains(learner.lesson.id()); i++) {
      learner.moveOn();
    }
    SeedData.Lesson lesson = learner.lesson;
    learner.completed.add(lesson.id());
    String key = learner.nextKey();
    return new Step(
        Kind.LESSON_COMPLETION,
        "/api/lessons/" + lesson.id() + "/completion",
        "{}",
        key,
        new Write("completion", key, learner.id(), "lesson:" + lesson.id(), null, null),
        Meaning.json(
            json -> {
              if (!Meaning.is(json, "lessonId", lesson.id())) {
                return "another lessonId";
              }
              return json.path("completed").asBoolean() ? Step.AS_EXPECTED : "not completed";
            }));
  }

  static Step rating(Learner learner) {
    SeedData.Course course = learner.touch(learner.randomCourse());
    int stars = 1 + learner.random.nextInt(5);
    String key = learner.nextKey();
    String body =
        "{\"stars\":%d,\"comment\":%s}".formatted(stars, Meaning.quoted("rated in " + key));
    return new Step(
        Kind.RATING,
        "/api/courses/" + course.id() + "/rating",
        body,
        key,
        new Write(
            "rating", key, learner.id(), "course:" + course.id(), null, stars + "|rated in " + key),
        Meaning.json(
            json -> {
              if (!Meaning.is(json, "courseId", course.id())) {
                return "another courseId";
              }
              return Meaning.is(json, "stars", stars) ? Step.AS_EXPECTED : "other stars";
            }));
  }

  /** In a course with seats for all; where the learner is in all of them, the page of one. */
  static Step enrolment(Learner learner) {
    for (int i = 0; i < TRIES; i++) {
      SeedData.Course course = Reading.anyCourse(learner);
      boolean free = course.seats() == null && !course.lessons().isEmpty();
      if (free && !learner.enrolled.contains(course.id()) && learner.askedFor.add(course.id())) {
        return enrolment(learner, learner.touch(course));
      }
    }
    return Reading.coursePage(learner);
  }

  private static Step enrolment(Learner learner, SeedData.Course course) {
    String key = learner.nextKey();
    return new Step(
        Kind.ENROLMENT,
        "/api/courses/" + course.id() + "/enrolment",
        "{}",
        key,
        new Write("enrolment", key, learner.id(), "course:" + course.id(), null, null),
        Meaning.json(
            json -> {
              if (!Meaning.is(json, "courseId", course.id())) {
                return "another courseId";
              }
              if (!Meaning.isOf(json, learner)) {
                return "another userId";
              }
              learner.enrolled.add(course.id());
              return Step.AS_EXPECTED;
            }));
  }
}
