package loadtests.learners;

import java.util.List;
import loadtests.plan.Kind;

/** Requests that change nothing. */
final class Reading {
  private Reading() {}

  /** Half of them search by code, which must list that course; half look at the first page. */
  static Step catalogue(Learner learner) {
    if (learner.random.nextBoolean()) {
      SeedData.Course wanted = anyCourse(learner);
      return Step.read(
          Kind.CATALOGUE,
          "/courses?q=" + wanted.code(),
          Meaning.page(learner, "data-course", Long.toString(wanted.id())));
    }
    return Step.read(
        Kind.CATALOGUE,
        "/courses",
        body -> {
          String page = Meaning.page(learner).apply(body);
          return page.equals(Step.AS_EXPECTED) && !body.contains("data-course=\"")
              ? "no data-course"
              : page;
        });
  }

  static Step coursePage(Learner learner) {
    SeedData.Course course = learner.touch(anyCourse(learner));
    return Step.read(
        Kind.COURSE_PAGE,
        "/courses/" + course.id(),
        Meaning.page(
            learner, "data-course", Long.toString(course.id()), "data-token", course.token()));
  }

  static Step lessonPage(Learner learner) {
    learner.moveOn();
    SeedData.Lesson lesson = learner.lesson;
    return Step.read(
        Kind.LESSON_PAGE,
        "/lessons/" + lesson.id(),
        Meaning.page(
            learner, "data-lesson", Long.toString(lesson.id()), "data-token", lesson.token()));
  }

  static Step notifications(Learner learner) {
    return Step.read(
        Kind.NOTIFICATIONS,
        "/api/notifications",
        Meaning.json(
            json -> {
              if (!Meaning.isOf(json, learner)) {
                return "another userId";
              }
              return json.path("items").isArray() ? Step.AS_EXPECTED : "no items";
            }));
  }

  static Step grades(Learner learner) {
    return Step.read(Kind.GRADES, "/grades", Meaning.page(learner));
  }

  /** Somebody's certificate, verified as anybody may; grades where nobody has one yet. */
  static Step certificate(Learner learner) {
    List<SeedData.Certificate> all = learner.data.certificates();
    if (all.isEmpty()) {
      return grades(learner);
    }
    String code = all.get(learner.random.nextInt(all.size())).code();
    return Step.read(
        Kind.CERTIFICATE,
        "/api/certificates/" + code,
        Meaning.json(json -> Meaning.is(json, "code", code) ? Step.AS_EXPECTED : "another code"));
  }

  static SeedData.Course anyCourse(Learner learner) {
    List<SeedData.Course> all = learner.data.courses();
    return all.get(learner.random.nextInt(all.size()));
  }
}
