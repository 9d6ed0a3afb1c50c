package environments.links;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A sort of toxic with its attributes, which are whole numbers and, where they are not given, 0;
 * its JSON is that of Toxiproxy's attributes.
 */
sealed interface ToxicKind
    permits Latency, Bandwidth, SlowClose, Timeout, ResetPeer, LimitData, Slicer {

  /** All of them, by their types' names. */
  Map<String, Class<? extends ToxicKind>> TYPES =
      Map.of(
          "latency", Latency.class,
          "bandwidth", Bandwidth.class,
          "slow_close", SlowClose.class,
          "timeout", Timeout.class,
          "reset_peer", ResetPeer.class,
          "limit_data", LimitData.class,
          "slicer", Slicer.class);

  /** What it does to one flow of a connection. */
  Effect effect(Connection connection);

  /** Reads one. */
  static ToxicKind of(String type, JsonNode attributes) throws ApiProblem {
    Class<? extends ToxicKind> kind = TYPES.get(type);
    if (kind == null) {
      throw new ApiProblem(400, "invalid toxic type: '" + type + "'");
    }
    JsonNode given = attributes.isObject() ? attributes : Api.JSON.createObjectNode();
    try {
      return Api.JSON.treeToValue(given, kind);
    } catch (JsonMappingException e) {
      Throwable why = e.getCause() instanceof IllegalArgumentException refused ? refused : e;
      throw new ApiProblem(400, "bad attributes of " + type + ": " + firstLine(why));
    } catch (JsonProcessingException e) {
      throw new ApiProblem(400, "bad attributes of " + type + ": " + firstLine(e));
    }
  }

  /** The name of a kind's type. */
  static String type(ToxicKind kind) {
    return TYPES.entrySet().stream()
        .filter(each -> each.getValue() == kind.getClass())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** Refuses a number that is too small. */
  static void atLeast(long least, String attribute, long value) {
    if (value < least) {
      throw new IllegalArgumentException(
          attribute + " must be at least " + least + ", not " + value);
    }
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
