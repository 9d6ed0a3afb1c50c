package lms.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import lms.platform.Access;
import lms.platform.Authenticator;
import lms.platform.Described;
import lms.platform.Parameter;
import lms.platform.ProblemDetails;

/** The OpenAPI 3.1 document of all operations, as a tree of maps and lists. */
final class ApiDocument {
  /** Of draft-ietf-httpapi-ratelimit-headers. */
  private static final List<String> RATES = List.of("RateLimit", "RateLimit-Policy");

  private final Schemas schemas = new Schemas();

  private ApiDocument() {}

  static Map<String, Object> of(List<Operation> operations) {
    return new ApiDocument().document(operations);
  }

  private Map<String, Object> document(List<Operation> operations) {
    Map<String, Map<String, Object>> paths = new TreeMap<>();
    for (Operation operation : operations) {
      paths
          .computeIfAbsent(operation.pattern(), _ -> new TreeMap<>())
          .put(operation.method().toLowerCase(Locale.ROOT), operation(operation));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put("info", info());
    document.put("servers", List.of(Map.of("url", "/")));
    document.put("paths", paths);
    document.put("components", components());
    return document;
  }

  private static Map<String, Object> info() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("title", "Headroom");
    info.put("version", "1");
    info.put(
        "description",
        "The learning platform for programs. Sign in at /api/sign-in and send the cookie that it"
            + " sets. Problems are RFC 9457 Problem Details, in English or in the language of"
            + " Accept-Language. A write with an Idempotency-Key happens once, however often it is"
            + " sent with the same key and body.");
    return info;
  }

  private Map<String, Object> operation(Operation operation) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("operationId", operation.id());
    object.put("tags", List.of(operation.tag()));
    object.put("summary", operation.summary());
    if (!operation.parameters().isEmpty()) {
      object.put(
          "parameters", operation.parameters().stream().map(ApiDocument::parameter).toList());
    }
    Class<?> body = operation.body();
    if (body != null) {
      Map<String, Object> content = Map.of("schema", schemas.of(body));
      object.put(
          "requestBody", Map.of("required", true, "content", Map.of("application/json", content)));
    }
    object.put("responses", responses(operation));
    object.put(
        "security",
        operation.access() == Access.ANYONE ? List.of() : List.of(Map.of("session", List.of())));
    return object;
  }

  private static Map<String, Object> parameter(Parameter parameter) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", parameter.name());
    object.put("in", parameter.place());
    object.put("required", parameter.required());
    object.put("description", parameter.says());
    if (parameter.place().equals("query")) {
      object.put("allowEmptyValue", true);
    }
    object.put("schema", new TreeMap<>(parameter.schema()));
    return object;
  }

  private Map<String, Object> responses(Operation operation) {
    Map<String, Object> responses = new TreeMap<>();
    operation
        .answers()
        .forEach(
            (status, reply) -> responses.put(Integer.toString(status), answer(operation, reply)));
    for (int status : operation.problems()) {
      responses.put(
          Integer.toString(status), Map.of("$ref", "#/components/responses/Problem" + status));
    }
    return responses;
  }

  private Map<String, Object> answer(Operation operation, Described.Reply reply) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("description", reply.says());
    if (operation.problems().contains(429)) {
      Map<String, Object> headers = new LinkedHashMap<>();
      for (String name : RATES) {
        headers.put(name, Map.of("$ref", "#/components/headers/" + name));
      }
      response.put("headers", headers);
    }
    if (!reply.type().isEmpty()) {
      Class<?> value = reply.value();
      Map<String, Object> schema = value == null ? Map.of() : schemas.of(value);
      if (reply.type().equals(ProblemDetails.MEDIA_TYPE)) {
        schema = Map.of("anyOf", List.of(schemas.of(ProblemDetails.class), schema));
      }
      Map<String, Object> content = new LinkedHashMap<>();
      content.put(reply.type(), Map.of("schema", schema));
      if (!reply.alternative().isEmpty()) {
        content.put(reply.alternative(), Map.of("schema", Map.of("type", "string")));
      }
      response.put("content", content);
    }
    return response;
  }

  private Map<String, Object> components() {
    Map<String, Object> responses = new LinkedHashMap<>();
    Map<String, Object> problem = schemas.of(ProblemDetails.class);
    Operation.PROBLEMS.forEach(
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
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put("RateLimit", field("what is left of the minute, and how many seconds of it"));
    headers.put("RateLimit-Policy", field("how many requests a minute, for whom"));
    components.put("headers", headers);
    components.put("schemas", schemas.components());
    return components;
  }

  private static Map<String, Object> field(String says) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("description", says);
    header.put("schema", Map.of("type", "string"));
    return header;
  }

  private static Map<String, Object> retryAfter() {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("description", "seconds to wait");
    header.put("required", true);
    header.put("schema", Map.of("type", "integer", "minimum", 1));
    return header;
  }
}
