package loadtests.learners;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.function.Function;

/**
 * Checks of what an answer means. What they say of a wrong one names no ids, so that errors of one
 * sort are counted together.
 */
final class Meaning {
  private static final JsonMapper JSON = new JsonMapper();

  private Meaning() {}

  /** A page holds each of these attributes. */
  static Function<String, String> attributes(String... namesAndValues) {
    return body -> {
      for (int i = 0; i < namesAndValues.length; i += 2) {
        String name = namesAndValues[i];
        if (!body.contains(name + "=\"" + namesAndValues[i + 1] + "\"")) {
          return body.contains(name + "=\"") ? "another " + name : "no " + name;
        }
      }
      return Step.AS_EXPECTED;
    };
  }

  /** The body is JSON, and {@code check} says what that means. */
  static Function<String, String> json(Function<JsonNode, String> check) {
    return body -> {
      try {
        return check.apply(JSON.readTree(body));
      } catch (JsonProcessingException e) {
        return "no JSON";
      }
    };
  }

  /** A field of JSON is this number. */
  static boolean is(JsonNode node, String field, long value) {
    return node.path(field).isIntegralNumber() && node.path(field).asLong() == value;
  }

  /** A field of JSON is this text. */
  static boolean is(JsonNode node, String field, String value) {
    return node.path(field).isTextual() && node.path(field).asText().equals(value);
  }

  /** {@code value} as a JSON string. */
  static String quoted(String value) {
    return '"'
        + new String(
            com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance().quoteAsString(value))
        + '"';
  }
}
