package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Sends an operation what its document allows and what it does not. Every answer is held against
 * the document by {@link LmsServer#send}; here, that what is allowed is not called malformed, that
 * what is not is refused, and that nothing is a failure of the platform.
 */
final class ApiFuzz {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> TEXTS =
      List.of(
          "a",
          "' OR 1=1 --",
          "<script>alert(1)</script>",
          "${7*7}#{7*7}",
          "\u0000",
          "\u202e\ud83c\udf31",
          "%s%n%d",
          "../../etc/passwd",
          "a\r\nSet-Cookie: b=c",
          "\\");

  /** Bodies that are no JSON object of any request. */
  private static final List<String> NONSENSE =
      List.of("{", "{}{}", "{\"a\":1}", "{\"\":\"\"}", "{\"a\":[[[[[]]]]]}", "{\"a\":\"\\ud800\"}");

  private final LmsServer server;
  private final Random random;
  private final long seed;

  ApiFuzz(LmsServer server, long seed) {
    this.server = server;
    this.random = new Random(seed);
    this.seed = seed;
  }

  /** Sends {@code rounds} requests of each sort; {@code known} are ids of things that are there. */
  void run(Contract.Operation operation, String cookie, List<Long> known, int rounds) {
    for (int i = 0; i < rounds; i++) {
      String body = validBody(operation);
      HttpResponse<String> good =
          send(operation, address(operation, known, true), body, cookie, UUID.randomUUID());
      assertThat(good.statusCode()).as(said(operation, body, good)).isNotIn(400, 500);
      HttpResponse<String> wrongAddress =
          send(operation, address(operation, known, false), body, cookie, UUID.randomUUID());
      assertThat(wrongAddress.statusCode())
          .as(said(operation, body, wrongAddress))
          .isNotEqualTo(500);
      if (!body.isEmpty()) {
        String bad = invalidBody(operation);
        HttpResponse<String> refused =
            send(operation, address(operation, known, true), bad, cookie, UUID.randomUUID());
        assertThat(refused.statusCode()).as(said(operation, bad, refused)).isBetween(400, 499);
      }
    }
    refusesWhatIsBeyond(operation, cookie, known);
    if (operation.json().path("parameters").toString().contains("Idempotency-Key")) {
      for (String key : List.of("two words", "x".repeat(65))) {
        HttpResponse<String> refused =
            server.send(
                operation.method(),
                address(operation, known, true),
                validBody(operation),
                cookie,
                key);
        assertThat(refused.statusCode()).as(said(operation, key, refused)).isIn(400, 401, 403, 404);
      }
    }
  }

  /** Each parameter of the query with each value that its schema just does not allow. */
  private void refusesWhatIsBeyond(Contract.Operation operation, String cookie, List<Long> known) {
    for (JsonNode parameter : operation.json().path("parameters")) {
      if (!parameter.path("in").asText().equals("query")) {
        continue;
      }
      List<String> beyond = beyond(parameter.path("schema"));
      assertThat(beyond).as(operation.name() + ' ' + parameter.path("name")).isNotEmpty();
      String path = address(operation, known, true).replaceFirst("[?].*", "");
      for (String value : beyond) {
        String address = path + '?' + parameter.path("name").asText() + '=' + encoded(value);
        HttpResponse<String> refused =
            send(operation, address, validBody(operation), cookie, UUID.randomUUID());
        assertThat(refused.statusCode()).as(said(operation, value, refused)).isIn(400, 401, 403);
      }
    }
  }

  private static List<String> beyond(JsonNode schema) {
    List<String> values = new ArrayList<>();
    if (schema.has("minimum")) {
      values.add(schema.path("minimum").decimalValue().subtract(BigDecimal.ONE).toPlainString());
      values.add(schema.path("maximum").decimalValue().add(BigDecimal.ONE).toPlainString());
      values.add("1.5");
    }
    if (schema.has("enum") || schema.has("pattern")) {
      values.add("none of these");
    }
    if (schema.has("maxLength")) {
      values.add("x".repeat(schema.path("maxLength").asInt() + 1));
    }
    return values;
  }

  private String said(Contract.Operation operation, String body, HttpResponse<String> answer) {
    return "seed %d: %s with %s to %s: %s"
        .formatted(seed, operation.name(), body, answer.uri(), answer.body());
  }

  private HttpResponse<String> send(
      Contract.Operation operation, String address, String body, String cookie, UUID key) {
    return server.send(
        operation.method(), address, body, cookie.isEmpty() ? null : cookie, key.toString());
  }

  /** With a value for each parameter, within its limits or not. */
  private String address(Contract.Operation operation, List<Long> known, boolean valid) {
    String path = operation.path();
    List<String> query = new ArrayList<>();
    for (JsonNode parameter : operation.json().path("parameters")) {
      JsonNode schema = parameter.path("schema");
      String name = parameter.path("name").asText();
      switch (parameter.path("in").asText()) {
        case "path" -> {
          boolean number = schema.path("type").asText().equals("integer");
          String value =
              !valid
                  ? TEXTS.get(random.nextInt(TEXTS.size()))
                  : number && !known.isEmpty() && random.nextBoolean()
                      ? known.get(random.nextInt(known.size())).toString()
                      : value(schema).asText();
          path = path.replace('{' + name + '}', encoded(value));
        }
        case "query" -> {
          if (random.nextBoolean()) {
            String value = valid ? value(schema).asText() : TEXTS.get(random.nextInt(TEXTS.size()));
            query.add(name + '=' + encoded(value));
          }
        }
        default -> {}
      }
    }
    return query.isEmpty() ? path : path + '?' + String.join("&", query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String validBody(Contract.Operation operation) {
    JsonNode schema = operation.json().at("/requestBody/content/application~1json/schema");
    return schema.isMissingNode() ? "" : value(schema).toString();
  }

  /** One field of another type, missing, or too many; or no JSON at all. */
  private String invalidBody(Contract.Operation operation) {
    if (random.nextInt(4) == 0) {
      return NONSENSE.get(random.nextInt(NONSENSE.size()));
    }
    JsonNode schema = operation.json().at("/requestBody/content/application~1json/schema");
    ObjectNode body = (ObjectNode) value(schema);
    List<String> names = new ArrayList<>();
    body.fieldNames().forEachRemaining(names::add);
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(4)) {
      case 0 -> body.remove(name);
      case 1 -> body.putArray(name).add(true);
      case 2 -> body.put("surplus", 1);
      default -> body.set(name, outside(server.contract().resolved(schema), name));
    }
    return body.toString();
  }

  /** A value of the right type beyond its limits, or of the wrong type where there are none. */
  private static JsonNode outside(JsonNode object, String name) {
    JsonNode schema = object.at("/properties/" + name);
    if (schema.has("minimum")) {
      return JSON.numberNode(schema.path("minimum").decimalValue().subtract(BigDecimal.ONE));
    }
    if (schema.has("maxLength")) {
      return JSON.textNode("x".repeat(schema.path("maxLength").asInt() + 1));
    }
    return JSON.booleanNode(true);
  }

  private JsonNode value(JsonNode described) {
    JsonNode schema = server.contract().resolved(described);
    if (schema.has("enum")) {
      return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
    }
    if (schema.has("anyOf")) {
      return value(schema.path("anyOf").get(0));
    }
    JsonNode type = schema.path("type");
    return switch (type.isArray() ? type.get(0).asText() : type.asText()) {
      case "object" -> object(schema);
      case "array" -> JSON.arrayNode().add(value(schema.path("items")));
      case "integer" -> JSON.numberNode(whole(schema));
      case "number" -> JSON.numberNode(random.nextDouble() * 100);
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      default -> JSON.textNode(text(schema));
    };
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = JSON.objectNode();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      object.set(property.getKey(), value(property.getValue()));
    }
    return object;
  }

  /** Often at the ends, where mistakes are. */
  private long whole(JsonNode schema) {
    long min = schema.path("minimum").asLong(Long.MIN_VALUE);
    long max = schema.path("maximum").asLong(Long.MAX_VALUE);
    return switch (random.nextInt(4)) {
      case 0 -> min;
      case 1 -> max;
      case 2 -> Math.clamp(random.nextInt(1000), min, max);
      default -> Math.clamp(random.nextLong(), min, max);
    };
  }

  private String text(JsonNode schema) {
    String pattern = schema.path("pattern").asText("");
    if (pattern.contains("@")) {
      return "fuzz" + random.nextInt() + "@example.test";
    }
    if (pattern.startsWith("^[0-9")) {
      return Integer.toString(random.nextInt(1000));
    }
    if (pattern.startsWith("^20")) {
      return "2031-0" + (1 + random.nextInt(9)); // A month.
    }
    int min = schema.path("minLength").asInt(0);
    int max = schema.path("maxLength").asInt(200);
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    String padded = random.nextInt(4) == 0 ? "x".repeat(max) : text + "y".repeat(min);
    return padded.substring(0, Math.min(padded.length(), max));
  }
}
