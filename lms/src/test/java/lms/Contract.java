package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What the API's document promises, against which tests hold every answer of the API that they get:
 * its status, its media type and its JSON. Thread-safe.
 */
final class Contract {
  private static final JsonMapper JSON = new JsonMapper();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** Operations whose success was seen, such as "GET /api/courses 200". */
  static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  /** One documented operation. */
  record Operation(String method, String path, Pattern pattern, JsonNode json) {
    String name() {
      return method + ' ' + path;
    }
  }

  Contract(String document) {
    this.document = parsed(document);
    for (Map.Entry<String, JsonNode> path : this.document.path("paths").properties()) {
      Pattern pattern = Pattern.compile(path.getKey().replaceAll("\\{[a-zA-Z]+}", "[^/]+"));
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        operations.add(
            new Operation(
                method.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                pattern,
                method.getValue()));
      }
    }
    // An address in full before one with a place for anything.
    operations.sort(Comparator.comparing(operation -> operation.path().contains("{")));
  }

  List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** The schema that a reference of the document leads to, or the schema itself. */
  JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    return reference.isEmpty() ? schema : document.at(reference.substring(1));
  }

  /** Holds an answer against the document. */
  void check(String method, String address, HttpResponse<String> answer) {
    String path = address.replaceFirst("[?].*", "");
    Optional<Operation> operation =
        operations.stream()
            .filter(known -> known.method().equals(method))
            .filter(known -> known.pattern().matcher(path).matches())
            .findFirst();
    if (operation.isEmpty()) {
      assertThat(answer.statusCode()).as(method + ' ' + address).isIn(400, 404, 405, 501);
      validate("problem", problem(), method + ' ' + address, answer);
      return;
    }
    String what = operation.get().name() + ' ' + answer.statusCode();
    JsonNode responses = operation.get().json().path("responses");
    JsonNode response = resolved(responses.path(Integer.toString(answer.statusCode())));
    assertThat(response.isMissingNode())
        .as(what + " is not documented: " + answer.body())
        .isFalse();
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      assertThat(answer.body()).as(what).isEmpty();
    } else {
      String type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
      assertThat(content.has(type)).as(what + " as " + type).isTrue();
      if (type.endsWith("json")) {
        validate(what, content.path(type).path("schema"), what, answer);
      }
    }
    SEEN.add(what);
  }

  private JsonNode problem() {
    return document.at("/components/responses/Problem400/content/application~1problem+json/schema");
  }

  private void validate(String key, JsonNode schema, String what, HttpResponse<String> answer) {
    Schema compiled = schemas.computeIfAbsent(key, _ -> compiled(schema));
    assertThat(compiled.validate(parsed(answer.body()))).as(what + ": " + answer.body()).isEmpty();
  }

  /** With the components beside it, to which its references lead. */
  private Schema compiled(JsonNode schema) {
    ObjectNode root = schema.deepCopy();
    root.set("components", document.path("components"));
    return SCHEMAS.getSchema(root);
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}
