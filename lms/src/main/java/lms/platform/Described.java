package lms.platform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the API's document says of a route, beside the route's registration. Immutable.
 *
 * <p>Only what is special about the route is said here. That numbers in the path are numbers, who
 * may use it, and which problems any route like it may answer follows from its registration.
 *
 * @param summary one line
 * @param body the record that a request's JSON becomes; null where no body is read
 * @param idempotent whether the write needs an Idempotency-Key
 * @param answers what it answers when all is well, by status
 * @param refusals further statuses of problems
 */
public record Described(
    String summary,
    List<Parameter> parameters,
    @Nullable Class<?> body,
    boolean idempotent,
    SequencedMap<Integer, Reply> answers,
    Set<Integer> refusals) {
  private static final String JSON = "application/json";

  /**
   * One kind of answer.
   *
   * @param type the media type; empty for no content
   * @param value the record that the JSON is made of; null where it is no JSON
   * @param alternative another media type in which it can be had; empty for none
   */
  public record Reply(String says, String type, @Nullable Class<?> value, String alternative) {
    Reply(String says, String type, @Nullable Class<?> value) {
      this(says, type, value, "");
    }
  }

  /** Copies its collections. */
  public Described {
    parameters = List.copyOf(parameters);
    answers = new LinkedHashMap<>(answers);
    refusals = Set.copyOf(refusals);
  }

  /** A route that does what {@code summary} says. */
  public static Described as(String summary) {
    return new Described(summary, List.of(), null, false, new LinkedHashMap<>(), Set.of());
  }

  /** With a parameter in the query, which may be left out. */
  public Described query(String name, Map<String, Object> schema, String says) {
    return with(new Parameter(name, "query", false, schema, says));
  }

  /** With a text in the path; one that is not described is a number. */
  public Described path(String name, Map<String, Object> schema, String says) {
    return with(new Parameter(name, "path", true, schema, says));
  }

  /** With a header, which may be left out. */
  public Described header(String name, Map<String, Object> schema, String says) {
    return with(new Parameter(name, "header", false, schema, says));
  }

  private Described with(Parameter parameter) {
    List<Parameter> more = new ArrayList<>(parameters);
    more.add(parameter);
    return new Described(summary, more, body, idempotent, answers, refusals);
  }

  /** With a JSON body that becomes a {@code record}, whose fields may bear {@link Limits}. */
  public Described takes(Class<? extends Record> record) {
    return new Described(summary, parameters, record, idempotent, answers, refusals);
  }

  /** A write that needs an Idempotency-Key and happens once. */
  public Described once() {
    return new Described(summary, parameters, body, true, answers, refusals);
  }

  /** Answers JSON made of {@code value}. */
  public Described answers(int status, Class<?> value, String says) {
    return answering(status, new Reply(says, JSON, value));
  }

  /** Answers something that is not JSON. */
  public Described answers(int status, String mediaType, String says) {
    return answering(status, new Reply(says, mediaType, null));
  }

  /** May answer a problem that says more than others, made of {@code value}. */
  public Described says(int status, Class<?> value, String says) {
    return answering(status, new Reply(says, ProblemDetails.MEDIA_TYPE, value));
  }

  /** The answer of this status can also be had as another media type. */
  public Described or(int status, String mediaType) {
    Reply known = Objects.requireNonNull(answers.get(status));
    return answering(status, new Reply(known.says(), known.type(), known.value(), mediaType));
  }

  /** Answers nothing but that it is done. */
  public Described answersNothing(String says) {
    return answering(204, new Reply(says, "", null));
  }

  /** What it answers has an ETag, and is not sent again to who has it already. */
  public Described tagged() {
    return header("If-None-Match", Map.of("type", "string"), "ETags that one has already")
        .answering(304, new Reply("What the client has is still so", "", null));
  }

  private Described answering(int status, Reply reply) {
    SequencedMap<Integer, Reply> more = new LinkedHashMap<>(answers);
    more.put(status, reply);
    return new Described(summary, parameters, body, idempotent, more, refusals);
  }

  /** May answer problems with these statuses too. */
  public Described refuses(int... statuses) {
    Set<Integer> more = new TreeSet<>(refusals);
    for (int status : statuses) {
      more.add(status);
    }
    return new Described(summary, parameters, body, idempotent, answers, more);
  }
}
