package lms.platform;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What each figure of the platform says, from {@code metrics.txt}. Immutable. */
public final class Figures {
  private static final String FILE = "metrics.txt";
  private static final Set<String> BUSINESS =
      Set.of("users", "courses", "videos", "exams", "mail", "payments");
  private static final Map<String, Figure> ALL = read();

  private Figures() {}

  /**
   * One figure.
   *
   * @param kind with its labels, in words
   */
  public record Figure(String module, String name, String kind, String says) {}

  /** All figures, those of one module together. */
  public static List<Figure> all() {
    return List.copyOf(ALL.values());
  }

  static Optional<Figure> of(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** The words that choose figures: each module, and {@code business} and {@code system}. */
  static Set<String> modules() {
    Set<String> modules = ALL.values().stream().map(Figure::module).collect(Collectors.toSet());
    modules.addAll(List.of("business", "system"));
    return new TreeSet<>(modules);
  }

  /** Of Prometheus' text, the lines about the figures of one module. */
  static String only(String module, String text) {
    return text.lines()
        .filter(line -> isOf(module, line))
        .map(line -> line + '\n')
        .collect(Collectors.joining());
  }

  private static boolean isOf(String module, String line) {
    String name = line.replaceFirst("^# (HELP|TYPE) ", "").replaceFirst("[ {].*", "");
    Figure figure = ALL.get(name);
    if (figure == null) {
      figure = ALL.get(name.replaceFirst("_(bucket|count|sum|max)$", ""));
    }
    return figure != null
        && switch (module) {
          case "business" -> BUSINESS.contains(figure.module());
          case "system" -> !BUSINESS.contains(figure.module());
          default -> figure.module().equals(module);
        };
  }

  private static Map<String, Figure> read() {
    Map<String, Figure> all = new LinkedHashMap<>();
    for (String line : lines()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        List<String> parts = new ArrayList<>(List.of(line.split(" [|] ", 4)));
        if (parts.size() != 4) {
          throw new IllegalStateException(FILE + ": not four parts: " + line);
        }
        Figure figure = new Figure(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
        if (all.put(figure.name(), figure) != null) {
          throw new IllegalStateException(FILE + " has two lines for " + figure.name());
        }
      }
    }
    return all;
  }

  private static List<String> lines() {
    return new String(Resources.bytes(FILE), StandardCharsets.UTF_8).lines().toList();
  }
}
