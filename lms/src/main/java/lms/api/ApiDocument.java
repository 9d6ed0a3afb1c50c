package lms.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lms.platform.Access;
import lms.platform.Authenticator;
import lms.platform.Described;
import lms.platform.Parameter;
import lms.platform.ProblemDetails;
import lms.platform.Routes;

/** The OpenAPI 3.1 document of the routes under {@code /api/}, made of what they say themselves. */
final class ApiDocument {
  private static final Pattern IN_PATH = Pattern.compile("\\{([a-zA-Z]+)}");
  private static final String KEY_PATTERN = "^[!-~]{1,64}$";

  /** What each status says wherever it is answered. */
  private static final Map<Integer, String> PROBLEMS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(400, "The request can't be understood; the detail says why"),
              Map.entry(401, "Nobody is signed in, or the password is wrong"),
              Map.entry(403, "This person may not"),
              Map.entry(404, "There is no such thing, or not for this person"),
              Map.entry(409, "The state of things does not allow it; the type names the state"),
              Map.entry(412, "It is not any more what the client saw: read it again"),
              Map.entry(413, "The body is larger than is taken here"),
              Map.entry(422, "Understood, and wrong; the detail says what would be right"),
              Map.entry(428, "This change needs If-Match, with the ETag that was read"),
              Map.entry(429, "Too often; Retry-After says when it is possible again"),
              Map.entry(503, "Not now; Retry-After says when to come back")));

  private final Schemas schemas = new Schemas();

  private ApiDocument() {}

  /** The document of {@code routes} as a tree of maps and lists. */
  static Map<String, Object> of(List<Routes.Route> routes) {
    return new ApiDocument().document(routes);
  }

  private Map<String, Object> document(List<Routes.Route> routes) {
    Map<String, Object> paths = new TreeMap<>();
    for (Routes.Route route : routes) {
      Described described = route.described();
      if (described != null) {
        var path = (PathItem) paths.computeIfAbsent(route.pattern(), _ -> new PathItem());
        path.put(route.method().toLowerCase(Locale.ROOT), operation(route, described));
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put("info", info());
    document.put("servers", List.of(Map.of("url", "/")));
    document.put("paths", paths);
    document.put("components", components());
    return document;
  }

  /** The operations at one address, by method. */
  private static final class PathItem extends TreeMap<String, Object> {
    private static final long serialVersionUID = 1L;
  }

  private static Map<String, Object> info() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("title", "Headroom");
    info.put("version", "1");
    info.put(
        "description",
        "The learning platform for programs. Sign in at /api/sign-in and send the cookie that it"
            + " sets. Problems are RFC 9457 Problem Details. A write with an Idempotency-Key"
            + " happens once, however often it is sent with the same key and body.");
    return info;
  }

  private Map<String, Object> operation(Routes.Route route, Described described) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", operationId(route));
    operation.put("tags", List.of(tag(route)));
    operation.put("summary", described.summary());
    List<Object> parameters = parameters(route, described);
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    Class<?> body = described.body();
    if (body != null) {
      Map<String, Object> content = Map.of("schema", schemas.of(body));
      operation.put(
          "requestBody", Map.of("required", true, "content", Map.of("application/json", content)));
    }
    operation.put("responses", responses(route, described));
    operation.put(
        "security",
        route.access() == Access.ANYONE ? List.of() : List.of(Map.of("session", List.of())));
    return operation;
  }

  /** Such as {@code putCoursesIdRating}. */
  private static String operationId(Routes.Route route) {
    StringBuilder id = new StringBuilder(route.method().toLowerCase(Locale.ROOT));
    for (String part : route.pattern().substring("/api/".length()).split("[^a-zA-Z]+", -1)) {
      if (!part.isEmpty()) {
        id.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
      }
    }
    return id.toString();
  }

  private static String tag(Routes.Route route) {
    return route.pattern().split("/", -1)[2].replaceFirst("[.].*", "");
  }

  private static List<Object> parameters(Routes.Route route, Described described) {
    List<Object> parameters = new ArrayList<>();
    Matcher inPath = IN_PATH.matcher(route.pattern());
    while (inPath.find()) {
      String name = inPath.group(1);
      if (described.parameters().stream().noneMatch(known -> known.name().equals(name))) {
        Map<String, Object> number = Parameter.number(1, Long.MAX_VALUE);
        parameters.add(parameter(new Parameter(name, "path", true, number, "a number")));
      }
    }
    described.parameters().forEach(known -> parameters.add(parameter(known)));
    if (described.idempotent()) {
      Map<String, Object> key = Parameter.text(KEY_PATTERN);
      String says = "names this write: sent again with the same key and body it happens once";
      parameters.add(parameter(new Parameter("Idempotency-Key", "header", true, key, says)));
    }
    return parameters;
  }

  private static Map<String, Object> parameter(Parameter parameter) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", parameter.name());
    object.put("in", parameter.place());
    object.put("required", parameter.required());
    object.put("description", parameter.says());
    object.put("schema", new TreeMap<>(parameter.schema()));
    return object;
  }

  private Map<String, Object> responses(Routes.Route route, Described described) {
    Map<String, Object> responses = new LinkedHashMap<>();
    described
        .answers()
        .forEach((status, reply) -> responses.put(Integer.toString(status), answer(reply)));
    for (int status : problems(route, described)) {
      if (!responses.containsKey(Integer.toString(status))) {
        responses.put(
            Integer.toString(status), Map.of("$ref", "#/components/responses/Problem" + status));
      }
    }
    return responses;
  }

  private Map<String, Object> answer(Described.Reply reply) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("description", reply.says());
    if (!reply.type().isEmpty()) {
      Class<?> value = reply.value();
      Map<String, Object> schema = value == null ? Map.of() : schemas.of(value);
      response.put("content", Map.of(reply.type(), Map.of("schema", schema)));
    }
    return response;
  }

  /** Which problems the route may answer: what follows from its registration, and its own. */
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
      statuses.add(413);
    }
    if (described.idempotent()) {
      statuses.addAll(Set.of(409, 422));
    }
    if (route.limited()) {
      statuses.addAll(Set.of(429, 503));
    }
    return statuses;
  }

  private Map<String, Object> components() {
    Map<String, Object> responses = new LinkedHashMap<>();
    Map<String, Object> problem = schemas.of(ProblemDetails.class);
    PROBLEMS.forEach(
        (status, says) -> {
          Map<String, Object> response = new LinkedHashMap<>();
          response.put("description", says);
          if (status == 429 || status == 503) {
            response.put("headers", Map.of("Retry-After", retryAfter()));
          }
          response.put("content", Map.of(ProblemDetails.MEDIA_TYPE, Map.of("schema", problem)));
          responses.put("Problem" + status, response);
        });
    Map<String, Object> session = new LinkedHashMap<>();
    session.put("type", "apiKey");
    session.put("in", "cookie");
    session.put("name", Authenticator.COOKIE);
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("securitySchemes", Map.of("session", session));
    components.put("responses", responses);
    components.put("schemas", schemas.components());
    return components;
  }

  private static Map<String, Object> retryAfter() {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("description", "seconds to wait");
    header.put("required", true);
    header.put("schema", Map.of("type", "integer", "minimum", 1));
    return header;
  }
}
