package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who makes courses with the platform's pages. */
record Teacher(Learner person) {
  static Teacher registered(LmsServer server, String name) {
    return new Teacher(Learner.teaching(server, name));
  }

  HttpResponse<String> page(String path) {
    return person.page(path);
  }

  /** Sends a form from a page on which it stands, and gets on. */
  HttpResponse<String> act(String page, String action, Map<String, String> fields) {
    HttpResponse<String> answer = person.submit(page, action, fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer;
  }

  /** Sends a form from a page on which it stands, and is refused with this status. */
  HttpResponse<String> refused(int status, String page, String action, Map<String, String> fields) {
    HttpResponse<String> answer = person.submit(page, action, fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer;
  }

  /** The number in where an answer leads to. */
  static long idOf(HttpResponse<String> answer) {
    String path = answer.headers().firstValue("Location").orElseThrow();
    Matcher matcher = Pattern.compile("/(\\d+)").matcher(path);
    assertThat(matcher.find()).as(path).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  /** A new course, not published; answers its id. */
  long course(String code) {
    return idOf(act("/teach/courses/new", "/teach/courses", described(code)));
  }

  private static Map<String, String> described(String code) {
    return Map.of(
        "code", code,
        "title", "Bees of " + code,
        "summary", "How they live",
        "description", "All about them",
        "category", "science",
        "language", "es",
        "level", "advanced");
  }

  /** Sets what is said of a course; what {@code fields} leaves out is as in a new one. */
  void settings(long course, String code, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(described(code));
    all.putAll(fields);
    String page = "/teach/courses/" + course + "/settings";
    act(page, page, all);
  }

  /** Enrols the people of CSV lines. */
  Learner.Reply enrol(long course, String... lines) {
    String csv = String.join("\\n", lines);
    return person.api("POST", "/teach/courses/" + course + "/roster", "{\"csv\":\"" + csv + "\"}");
  }

  long section(long course, String title) {
    String page = "/teach/courses/" + course;
    act(page, page + "/sections", Map.of("title", title));
    return person.server().count("SELECT MAX(id) AS n FROM sections WHERE course_id = ?", course);
  }

  long lesson(long course, long section, String title) {
    return idOf(
        act(
            "/teach/courses/" + course,
            "/teach/sections/" + section + "/lessons",
            Map.of("title", title)));
  }

  /** Takes a published course back, which nobody takes. */
  void withdraw(long course) {
    String page = "/teach/courses/" + course;
    act(page, page + "/publication", Map.of("published", "false"));
  }

  void publish(long course) {
    String page = "/teach/courses/" + course;
    act(page, page + "/publication", Map.of("published", "true"));
  }

  /** A published course with one section and these lessons. */
  long published(String code, String... lessons) {
    long course = course(code);
    long section = section(course, "Section");
    for (String title : lessons) {
      lesson(course, section, title);
    }
    publish(course);
    return course;
  }

  /** A quiz of a course, a draft where that is published; answers its id. */
  long quiz(long course, String title) {
    String page = "/teach/courses/" + course;
    return idOf(act(page, page + "/quizzes", Map.of("title", title)));
  }

  void publishQuiz(long quiz) {
    String page = "/teach/quizzes/" + quiz;
    act(page, page + "/publication", Map.of("published", "true"));
  }

  /** Adds a question where {@code place} is a quiz or a category; answers its id. */
  long question(String place, String kind, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.putIfAbsent("points", "1");
    act(place + "/questions/new?kind=" + kind, place + "/questions", all);
    return person.server().count("SELECT MAX(id) AS n FROM questions");
  }

  /** A question with one right option, a. */
  long single(String place, String prompt) {
    return question(
        place,
        "single",
        Map.of("prompt", prompt, "option1", "Yes", "right1", "yes", "option2", "No"));
  }

  long essay(String place, String prompt) {
    return question(place, "essay", Map.of("prompt", prompt, "points", "10"));
  }

  List<Long> numbers(String sql, Object... parameters) {
    return person
        .server()
        .database
        .reading(statements -> statements.list(sql, row -> row.number("n"), parameters));
  }

  /**
   * Sets the rules of the quiz at {@code place}; what {@code fields} leaves out is as in a new one.
   */
  void rules(String place, Map<String, String> fields) {
    Map<String, String> all = new java.util.LinkedHashMap<>();
    all.putAll(
        Map.of(
            "title",
            "Watched",
            "grace",
            "0",
            "pass",
            "60",
            "overdue",
            "submit",
            "review",
            "submission",
            "score",
            "yes",
            "answers",
            "yes",
            "feedback",
            "yes"));
    all.putAll(fields);
    act(place + "/settings", place + "/settings", all);
  }
}
