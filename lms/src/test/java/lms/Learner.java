package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who is signed in and uses the platform by its API and by its pages. */
record Learner(LmsServer server, String cookie) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

  /** One who has registered and takes {@code course}. */
  static Learner taking(LmsServer server, long course, String name) {
    Learner learner = registered(server, name);
    learner.enrol(course).expect(201);
    return learner;
  }

  /** Somebody new. */
  static Learner registered(LmsServer server, String name) {
    return new Learner(server, server.registered(name));
  }

  /** Somebody new who teaches. */
  static Learner teaching(LmsServer server, String name) {
    return withRole(server, name, "teacher");
  }

  /** Somebody new with a role of the platform. */
  static Learner withRole(LmsServer server, String name, String role) {
    Learner person = registered(server, name);
    server.database.inTransaction(
        transaction ->
            transaction.run(
                "UPDATE users SET role = ? WHERE email = ?", role, name + "@example.test"));
    return person;
  }

  /** Makes this person the teacher of a course. */
  void takeOver(long course) {
    server.database.inTransaction(
        transaction ->
            transaction.run("UPDATE courses SET teacher_id = ? WHERE id = ?", id(), course));
  }

  /** The number that pages give this person. */
  long id() {
    Matcher matcher = Pattern.compile("data-user=\"(\\d+)\"").matcher(page("/my").body());
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  /** What the API answered. */
  record Reply(int status, String text) {
    JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new AssertionError("no JSON: " + text, e);
      }
    }

    Reply expect(int wanted) {
      assertThat(status).as(text).isEqualTo(wanted);
      return this;
    }

    /** The word in the problem's type. */
    String problem() {
      return json().path("type").asText().replace("/problems/", "");
    }
  }

  Reply api(String method, String path, String body) {
    return api(method, path, body, UUID.randomUUID().toString());
  }

  Reply api(String method, String path, String body, String key) {
    HttpResponse<String> response = server.send(method, "/api" + path, body, cookie, key);
    return new Reply(response.statusCode(), response.body());
  }

  Reply read(String path) {
    return api("GET", path, "");
  }

  HttpResponse<String> page(String path) {
    return server.get(path, cookie);
  }

  /** Sends a form with the hidden fields of the page that it stands in. */
  HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
    Map<String, String> all = hidden(page(page).body());
    all.putAll(fields);
    return server.send("POST", action, encoded(all), cookie, null);
  }

  static Map<String, String> hidden(String html) {
    Map<String, String> fields = new java.util.LinkedHashMap<>();
    Matcher matcher = HIDDEN.matcher(html);
    while (matcher.find()) {
      fields.put(matcher.group(1), matcher.group(2));
    }
    return fields;
  }

  static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  Reply enrol(long course) {
    return api("POST", "/courses/" + course + "/enrolment", "{}");
  }

  /** Starts or resumes an attempt and answers its id. */
  long start(long quiz) {
    Reply reply = api("POST", "/quizzes/" + quiz + "/attempts", "{}");
    assertThat(reply.status()).as(reply.text()).isIn(200, 201);
    return reply.json().path("attemptId").asLong();
  }

  Reply save(long attempt, long question, long sequence, String value) {
    return api(
        "PUT",
        "/attempts/" + attempt + "/answers/" + question,
        "{\"sequence\":%d,\"value\":\"%s\"}".formatted(sequence, value));
  }

  Reply hand(long attempt) {
    return api("POST", "/attempts/" + attempt + "/submission", "{}");
  }

  Reply complete(long lesson) {
    return api("PUT", "/lessons/" + lesson + "/completion", "{}");
  }

  Reply position(long lesson, int seconds) {
    return api("PUT", "/lessons/" + lesson + "/position", "{\"seconds\":" + seconds + '}');
  }
}
