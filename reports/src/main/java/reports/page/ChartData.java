package reports.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** The JSON from which the script draws: the charts by id, and the timeline behind them. */
final class ChartData {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final MathContext DIGITS = new MathContext(6);

  private ChartData() {}

  /** The JSON, safe inside a script element: it holds no less-than sign and no line separator. */
  static String json(List<Chart> charts, Timeline timeline) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("timeline", timeline(timeline));
    ObjectNode byId = root.putObject("charts");
    for (Chart chart : charts) {
      if (byId.has(chart.id())) {
        throw new IllegalArgumentException("two charts named " + chart.id());
      }
      byId.set(chart.id(), chart(chart));
    }
    try {
      return MAPPER
          .writeValueAsString(root)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain nodes can be written", e);
    }
  }

  private static JsonNode timeline(Timeline timeline) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("end", number(timeline.end()));
    ArrayNode phases = node.putArray("phases");
    for (Timeline.Phase phase : timeline.phases()) {
      ObjectNode each = phases.addObject().put("name", phase.name());
      each.set("from", number(phase.from()));
      each.set("to", number(phase.to()));
      each.put("measured", phase.measured());
    }
    ArrayNode events = node.putArray("events");
    for (Timeline.Event event : timeline.events()) {
      events.addObject().put("name", event.name()).set("at", number(event.at()));
    }
    ArrayNode spans = node.putArray("spans");
    for (Timeline.Span span : timeline.spans()) {
      ObjectNode each = spans.addObject().put("name", span.name());
      each.set("from", number(span.from()));
      each.set("to", number(span.to()));
    }
    ArrayNode marks = node.putArray("marks");
    for (Timeline.Mark mark : timeline.marks()) {
      marks.addObject().put("name", mark.name()).set("at", number(mark.at()));
    }
    return node;
  }

  private static JsonNode chart(Chart chart) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("scale", chart.x().scale().name().toLowerCase(Locale.ROOT));
    node.put("unit", chart.unit());
    node.put("log", chart.logarithmic());
    node.set("x", numbers(chart.x().values()));
    if (chart.x().scale() == Chart.Scale.CLASS) {
      chart.x().labels().forEach(node.putArray("labels")::add);
    }
    ArrayNode series = node.putArray("series");
    for (Chart.Series each : chart.series()) {
      ObjectNode line = series.addObject().put("name", each.name());
      line.put("ink", each.ink().number()).put("bars", each.bars());
      line.set("values", numbers(each.values()));
    }
    ArrayNode limits = node.putArray("limits");
    for (Chart.Limit limit : chart.limits()) {
      limits.addObject().put("name", limit.name()).set("value", number(limit.value()));
    }
    return node;
  }

  private static ArrayNode numbers(List<Double> values) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode(values.size());
    for (double value : values) {
      node.add(number(value));
    }
    return node;
  }

  private static JsonNode number(double value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (!Double.isFinite(value)) {
      return nodes.nullNode();
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return nodes.numberNode((long) value);
    }
    return nodes.numberNode(BigDecimal.valueOf(value).round(DIGITS).doubleValue());
  }
}
