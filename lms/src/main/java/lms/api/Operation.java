package lms.api;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lms.platform.Access;
import lms.platform.Described;
import lms.platform.Json;
import lms.platform.Limits;
import lms.platform.Parameter;
import lms.platform.Routes;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the API: what its route says of it, and what follows from its registration.
 *
 * @param id names it among all
 * @param body the record that a request's JSON becomes; null where no body is read
 * @param answers what it answers when all is well, by status
 * @param problems the statuses of problems that it may answer
 */
public record Operation(
    String id,
    String method,
    String pattern,
    String summary,
    Access access,
    List<Parameter> parameters,
    @Nullable Class<?> body,
    SortedMap<Integer, Described.Reply> answers,
    Set<Integer> problems) {
  private static final Pattern IN_PATH = Pattern.compile("\\{([a-zA-Z]+)}");
  private static final String KEY_PATTERN = "^[!-~]{1,64}$";

  /** What each status of a problem says wherever it is answered. */
  static final SortedMap<Integer, String> PROBLEMS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(400, "The request can't be understood; the detail says why"),
              Map.entry(401, "Nobody is signed in, or the password is wrong"),
              Map.entry(403, "This person may not"),
              Map.entry(404, "There is no such thing, or not for this person"),
              Map.entry(409, "The state of things does not allow it; the type names the state"),
              Map.entry(413, "The body is larger than is taken here"),
              Map.entry(422, "Understood, and wrong; the detail says what would be right"),
              Map.entry(429, "Too often; Retry-After says when it is possible again"),
              Map.entry(503, "Not now; Retry-After says when to come back")));

  /** Copies its collections. */
  public Operation {
    parameters = List.copyOf(parameters);
    answers = new TreeMap<>(answers);
    problems = new TreeSet<>(problems);
  }

  static Operation of(Routes.Route route, Described described) {
    return new Operation(
        id(route),
        route.method(),
        route.pattern(),
        described.summary(),
        route.access(),
        parameters(route, described),
        described.body(),
        new TreeMap<>(described.answers()),
        problems(route, described));
  }

  /** Such as {@code putCoursesIdRating}. */
  private static String id(Routes.Route route) {
    StringBuilder id = new StringBuilder(route.method().toLowerCase(Locale.ROOT));
    for (String part : route.pattern().substring("/api/".length()).split("[^a-zA-Z]+", -1)) {
      if (!part.isEmpty()) {
        id.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
      }
    }
    return id.toString();
  }

  /** What it is about: the first part of its address. */
  String tag() {
    return pattern.split("/", -1)[2].replaceFirst("[.].*", "");
  }

  private static List<Parameter> parameters(Routes.Route route, Described described) {
    List<Parameter> parameters = new ArrayList<>();
    Matcher inPath = IN_PATH.matcher(route.pattern());
    while (inPath.find()) {
      String name = inPath.group(1);
      if (described.parameters().stream().noneMatch(known -> known.name().equals(name))) {
        Map<String, Object> number = Parameter.number(1, Long.MAX_VALUE);
        parameters.add(new Parameter(name, "path", true, number, "a number"));
      }
    }
    parameters.addAll(described.parameters());
    if (described.idempotent()) {
      Map<String, Object> key = Parameter.text(KEY_PATTERN);
      String says = "names this write: sent again with the same key and body it happens once";
      parameters.add(new Parameter("Idempotency-Key", "header", true, key, says));
    }
    return parameters;
  }

  private static Set<Integer> problems(Routes.Route route, Described described) {
    Set<Integer> statuses = new TreeSet<>(described.refusals());
    statuses.add(400);
    if (route.access() != Access.ANYONE) {
      statuses.add(401);
    }
    if (route.access() == Access.TEACHERS || route.access() == Access.ADMINISTRATORS) {
      statuses.add(403);
    }
    if (route.pattern().contains("{")) {
      statuses.add(404);
    }
    if (!route.method().equals("GET")) {
      statuses.addAll(Set.of(403, 413)); // 403 where another site's page sends it.
    }
    if (described.idempotent()) {
      statuses.addAll(Set.of(409, 422));
    }
    if (route.limited()) {
      statuses.addAll(Set.of(429, 503));
    }
    statuses.removeAll(described.answers().keySet());
    return statuses;
  }

  /** Every status and what it says, the good ones first. */
  public Map<Integer, String> outcomes() {
    Map<Integer, String> outcomes = new LinkedHashMap<>();
    answers.forEach((status, reply) -> outcomes.put(status, reply.says()));
    problems.forEach(status -> outcomes.put(status, PROBLEMS.getOrDefault(status, "")));
    return outcomes;
  }

  /** A body to begin with, as JSON; empty where none is read. */
  public String example() {
    return body == null ? "" : Json.text(example(body));
  }

  private static Map<String, Object> example(Class<?> type) {
    Map<String, Object> example = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      example.put(component.getName(), example(component));
    }
    return example;
  }

  private static Object example(RecordComponent component) {
    Class<?> type = component.getType();
    Limits limits = component.getAnnotation(Limits.class);
    if (type.isRecord()) {
      return example(type);
    }
    if (type == boolean.class) {
      return false;
    }
    if (type.isPrimitive()) {
      return limits == null ? 0 : Math.max(0, limits.min());
    }
    if (type == String.class) {
      return limits == null || limits.words().length == 0 ? "" : limits.words()[0];
    }
    return List.of();
  }
}
