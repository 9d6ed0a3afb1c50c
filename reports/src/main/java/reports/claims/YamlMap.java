package reports.claims;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of a YAML file that is read key by key, and puts down every mistake with its line. What
 * is missing or wrong is answered with a stand-in, so that reading goes on to the next mistake.
 */
final class YamlMap {
  private final Problems problems;
  private final String where;
  private final int line;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  YamlMap(Problems problems, String where, Node node) {
    this.problems = problems;
    this.where = where;
    this.line = lineOf(node);
    if (!(node instanceof MappingNode mapping)) {
      problems.add(line, where + "this must be a mapping of keys to values, not " + sort(node));
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      if (values.put(key, tuple.getValueNode()) != null) {
        problems.add(lineOf(tuple.getKeyNode()), where + key + " stands there twice");
      }
      lines.put(key, lineOf(tuple.getKeyNode()));
    }
  }

  /** Puts mistakes down; lines count from 1. */
  static final class Problems {
    private final String file;
    private final Map<Integer, List<String>> byLine = new TreeMap<>();

    Problems(String file) {
      this.file = file;
    }

    void add(int line, String problem) {
      byLine
          .computeIfAbsent(line, _ -> new ArrayList<>())
          .add(file + " line " + line + ": " + problem);
    }

    List<String> all() {
      return byLine.values().stream().flatMap(List::stream).distinct().toList();
    }
  }

  static int lineOf(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  int line() {
    return line;
  }

  private static String sort(Node node) {
    return switch (node) {
      case ScalarNode scalar ->
          scalar.getTag().equals(Tag.NULL) ? "nothing" : "\"" + scalar.getValue() + "\"";
      case SequenceNode _ -> "a list";
      default -> "a mapping";
    };
  }

  private @Nullable Node take(String key) {
    known.add(key);
    return values.get(key);
  }

  private @Nullable Node require(String key, String right) {
    Node node = take(key);
    if (node == null) {
      problems.add(line, where + key + " is missing; it must be " + right);
    }
    return node;
  }

  void wrong(String key, Node node, String right) {
    problems.add(lineOf(node), where + key + " must be " + right + ", not " + sort(node));
  }

  /** A text that is not empty. */
  String text(String key, String right) {
    Node node = require(key, right);
    return node == null ? "" : scalarText(key, node, right);
  }

  private String scalarText(String key, Node node, String right) {
    if (node instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.STR)
        && !scalar.getValue().isBlank()) {
      return scalar.getValue().strip();
    }
    wrong(key, node, right);
    return "";
  }

  @Nullable String textOrNull(String key, String right) {
    Node node = take(key);
    return node == null ? null : scalarText(key, node, right);
  }

  /** A number in a range, with its ends. */
  double number(String key, double min, double max, String right) {
    Node node = require(key, right);
    return node == null ? min : parse(key, node, min, max, right);
  }

  @Nullable Double numberOrNull(String key, double min, double max, String right) {
    Node node = take(key);
    return node == null ? null : (Double) parse(key, node, min, max, right);
  }

  @Nullable Integer wholeOrNull(String key, int min, int max, String right) {
    Node node = take(key);
    if (node == null) {
      return null;
    }
    double value = parse(key, node, min, max, right);
    if (value != Math.rint(value)) {
      wrong(key, node, right);
    }
    return (int) value;
  }

  private double parse(String key, Node node, double min, double max, String right) {
    if (node instanceof ScalarNode scalar
        && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))) {
      try {
        double value = Double.parseDouble(scalar.getValue());
        if (value >= min && value <= max) {
          return value;
        }
      } catch (NumberFormatException _) {
        // Said below: YAML has numbers that Java has not, such as 0x1F.
      }
    }
    wrong(key, node, right);
    return min;
  }

  /** True or false. */
  boolean flag(String key) {
    Node node = require(key, "true or false");
    return node != null && parseFlag(key, node);
  }

  @Nullable Boolean flagOrNull(String key) {
    Node node = take(key);
    return node == null ? null : (Boolean) parseFlag(key, node);
  }

  private boolean parseFlag(String key, Node node) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return scalar.getValue().equals("true");
    }
    wrong(key, node, "true or false");
    return false;
  }

  /** One of an enumeration's constants, written in lower case with spaces. */
  <E extends Enum<E>> E choice(String key, Class<E> type) {
    E[] constants = type.getEnumConstants();
    List<String> names = Arrays.stream(constants).map(YamlMap::words).toList();
    Node node = require(key, "one of " + String.join(", ", names));
    if (node == null) {
      return constants[0];
    }
    if (node instanceof ScalarNode scalar) {
      int at = names.indexOf(scalar.getValue());
      if (at >= 0) {
        return constants[at];
      }
      String hint =
          Nearest.to(scalar.getValue(), names)
              .map(name -> "; did you mean " + name + "?")
              .orElse("");
      problems.add(
          lineOf(node),
          where
              + key
              + " must be one of "
              + String.join(", ", names)
              + ", not \""
              + scalar.getValue()
              + "\""
              + hint);
      return constants[0];
    }
    wrong(key, node, "one of " + String.join(", ", names));
    return constants[0];
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A list of texts; empty where it may be absent and is. */
  List<String> texts(String key, boolean required) {
    return list(
        key,
        required,
        node ->
            node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)
                ? scalar.getValue()
                : null);
  }

  /** A list of mappings, each read by {@code read}. */
  <T> List<T> maps(String key, boolean required, Function<YamlMap, T> read) {
    List<T> all = new ArrayList<>();
    for (Node node : list(key, required, node -> node)) {
      YamlMap map = new YamlMap(problems, where + key + ": ", node);
      all.add(read.apply(map));
      map.refuseUnknown();
    }
    return all;
  }

  private <T> List<T> list(String key, boolean required, Function<Node, @Nullable T> read) {
    Node node = required ? require(key, "a list") : take(key);
    List<T> all = new ArrayList<>();
    if (node == null) {
      return all;
    }
    if (!(node instanceof SequenceNode sequence)) {
      wrong(key, node, "a list");
      return all;
    }
    if (required && sequence.getValue().isEmpty()) {
      problems.add(lineOf(node), where + key + " must not be empty");
    }
    for (Node each : sequence.getValue()) {
      T value = read.apply(each);
      if (value == null) {
        wrong(key, each, "a list of texts");
      } else {
        all.add(value);
      }
    }
    return all;
  }

  /** A mapping read by {@code read}, or {@code absent}. */
  <T extends @Nullable Object> T map(
      String key, T absent, boolean required, Function<YamlMap, T> read) {
    Node node = required ? require(key, "a mapping") : take(key);
    if (node == null) {
      return absent;
    }
    YamlMap map = new YamlMap(problems, where + key + ": ", node);
    T value = read.apply(map);
    map.refuseUnknown();
    return value;
  }

  /** Puts down every key that nobody asked for, with the nearest one that somebody did. */
  void refuseUnknown() {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        String right =
            Nearest.to(key, known)
                .map(name -> "did you mean " + name + "?")
                .orElse("the keys are " + String.join(", ", known));
        problems.add(lines.getOrDefault(key, line), where + "unknown key " + key + "; " + right);
      }
    }
  }

  void problem(String text) {
    problems.add(line, where + text);
  }
}
