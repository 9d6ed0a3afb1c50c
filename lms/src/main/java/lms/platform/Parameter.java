package lms.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of the API as its document shows it.
 *
 * @param place "query", "path" or "header"
 * @param schema as JSON Schema
 */
public record Parameter(
    String name, String place, boolean required, Map<String, Object> schema, String says) {
  /** Copies its schema. */
  public Parameter {
    schema = Map.copyOf(schema);
  }

  /**
   * Answers 400 to a value in the query that is not as the schema says; an empty one counts as left
   * out. What a pattern asks for is left to the route, which can say it in words.
   */
  void demand(Exchange exchange) {
    String value = exchange.query(name, "");
    if (!place.equals("query") || value.isEmpty()) {
      return;
    }
    if ("integer".equals(schema.get("type"))) {
      demandWithin(exchange.queryNumber(name, 0));
    } else if (schema.get("enum") instanceof List<?> words) {
      exchange.choice(name, words.stream().map(String::valueOf).toList(), "");
    } else if (schema.get("maxLength") instanceof Integer max
        && value.codePointCount(0, value.length()) > max) {
      throw Problem.malformed(Words.of("platform.query-long", name, max));
    }
  }

  private void demandWithin(long number) {
    long min = limit(schema.get("minimum"), Long.MIN_VALUE);
    long max = limit(schema.get("maximum"), Long.MAX_VALUE);
    if (number < min || number > max) {
      throw Problem.malformed(
          Words.of(
              "platform.number-outside",
              name,
              Long.toString(number),
              Long.toString(min),
              Long.toString(max)));
    }
  }

  private static long limit(@Nullable Object said, long otherwise) {
    return said instanceof Long limit ? limit : otherwise;
  }

  /** The schema of a whole number from {@code min} to {@code max}. */
  public static Map<String, Object> number(long min, long max) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "integer");
    schema.put("format", "int64");
    schema.put("minimum", min);
    schema.put("maximum", max);
    return schema;
  }

  /** The schema of a text of {@code min} to {@code max} characters. */
  public static Map<String, Object> text(int min, int max) {
    return Map.of("type", "string", "minLength", min, "maxLength", max);
  }

  /** The schema of a text that matches a regular expression. */
  public static Map<String, Object> text(String pattern) {
    return Map.of("type", "string", "pattern", pattern);
  }

  /** The schema of one of a few words. */
  public static Map<String, Object> words(List<String> words) {
    return Map.of("type", "string", "enum", List.copyOf(words));
  }
}
