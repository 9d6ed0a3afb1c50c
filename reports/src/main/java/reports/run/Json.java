package reports.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How run folders are written and read as JSON. Thread-safe. */
final class Json {
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private Json() {}

  /** Reads {@code text} as a {@code type}, after its schema version was found to be known. */
  static <T> T read(String where, byte[] text, Class<T> type) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      requireKnownSchema(where, tree);
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new UnreadableEvidence(where + ": " + reason(e), e);
    } catch (IOException e) {
      throw new UnreadableEvidence(where + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void requireKnownSchema(String where, @Nullable JsonNode tree) {
    if (tree == null || !tree.isObject()) {
      throw new UnreadableEvidence(where + " is not a JSON object");
    }
    JsonNode schema = tree.get("schema");
    if (schema == null || !schema.isInt()) {
      throw new UnreadableEvidence(
          where + " says no schema version; " + RunFolder.SCHEMA + " is known");
    }
    if (schema.intValue() != RunFolder.SCHEMA) {
      throw new UnreadableEvidence(
          String.format(
              Locale.ROOT,
              "%s has schema version %d, and this reader knows only %d",
              where,
              schema.intValue(),
              RunFolder.SCHEMA));
    }
  }

  /** The first line of what Jackson says, without its pointers into our classes. */
  static String reason(Exception e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof JsonProcessingException problem) {
      message = problem.getOriginalMessage();
    }
    return message
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll("\\(?`?(reports|java)\\.[\\w.$]+`?\\)?", "value");
  }
}
