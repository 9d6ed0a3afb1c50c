package lms.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
