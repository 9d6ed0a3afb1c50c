package loadtests.learners;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks of what an answer means. What they say of a wrong one names no ids, so that errors of one
 * sort are counted together.
 */
final class Meaning {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern USER = Pattern.compile("data-user=\"(\\d{1,18})\"");

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

  /** A page is the learner's own, and holds each of these attributes; it hears whose it is. */
  static Function<String, String> page(Learner learner, String... namesAndValues) {
    var own = attributes("data-user", Long.toString(learner.id()));
    var others = attributes(namesAndValues);
    return body -> {
      Matcher user = USER.matcher(body);
      if (user.find()) {
        learner.shown(Long.parseLong(user.group(1)));
      }
      String whose = own.apply(body);
      return whose.equals(Step.AS_EXPECTED) ? others.apply(body) : whose;
    };
  }

  /** JSON is about the learner, who hears whom it is about. */
  static boolean isOf(JsonNode node, Learner learner) {
    if (node.path("userId").isIntegralNumber()) {
      learner.shown(node.path("userId").asLong());
    }
    return is(node, "userId", learner.id());
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
