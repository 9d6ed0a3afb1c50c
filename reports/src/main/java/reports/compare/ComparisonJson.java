package reports.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import reports.compare.Comparison.PhaseComparison;
import reports.run.Run;

/** A comparison as JSON, described in {@code reports/README.md}. */
public final class ComparisonJson {
  private static final int SCHEMA = 1;
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ComparisonJson() {}

  /** Renders a comparison; figures that are no number are null. */
  public static String render(Comparison comparison) {
    ObjectNode root = NODES.objectNode();
    root.put("schema", SCHEMA);
    root.set("a", run(comparison.a()));
    root.set("b", run(comparison.b()));
    root.put("exitStatus", comparison.exitStatus());
    root.put("family", comparison.family());
    root.set("differsIn", texts(comparison.differsIn()));
    root.set("notes", texts(comparison.notes()));
    ArrayNode phases = root.putArray("phases");
    comparison.phases().forEach(phase -> phases.add(phase(phase)));
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and texts is always JSON", e);
    }
  }

  private static ObjectNode run(Run run) {
    ObjectNode node = NODES.objectNode();
    node.put("run", run.id());
    node.put("profile", run.profile());
    node.put("environment", run.environment());
    node.put("commit", run.commit());
    return node;
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode array = NODES.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static ObjectNode phase(PhaseComparison phase) {
    ObjectNode node = NODES.objectNode();
    node.put("name", phase.name());
    node.put("valid", phase.valid());
    node.set("faults", texts(phase.faults()));
    ArrayNode differences = node.putArray("differences");
    phase.differences().forEach(difference -> differences.add(difference(difference)));
    return node;
  }

  private static ObjectNode difference(Difference difference) {
    ObjectNode node = NODES.objectNode();
    node.put("kind", difference.kind());
    node.put("counted", difference.counted());
    node.put("metric", difference.metric().words());
    node.put("unit", difference.metric().unit());
    number(node, "a", difference.before());
    number(node, "b", difference.after());
    number(node, "difference", difference.value());
    number(node, "lower", difference.interval().lower());
    number(node, "upper", difference.interval().upper());
    number(node, "smallestThatMatters", difference.smallestThatMatters());
    node.put("outcome", difference.outcome().words());
    return node;
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
