package reports.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reports.judge.Judgement;
import reports.run.Host;
import reports.run.Run;

/** What the run ran on, and what was asked of it. */
final class EnvironmentSection {
  private EnvironmentSection() {}

  static Section of(Judgement judgement) {
    List<Block> blocks = new ArrayList<>();
    if (judgement.host().isPresent()) {
      Host host = judgement.host().get();
      blocks.add(facts("The system under test", host.environment()));
      blocks.add(facts("The load generator", host.generator()));
      blocks.add(facts("The machine", host.host()));
      if (!host.others().isEmpty()) {
        blocks.add(new Note("Also on this machine: " + String.join(", ", host.others()) + "."));
      }
    } else {
      blocks.add(new Note("The run left no description of its machine."));
    }
    Run run = judgement.run();
    if (!run.concurrentRuns().isEmpty()) {
      blocks.add(new Note("Ran beside it: " + String.join(", ", run.concurrentRuns()) + "."));
    }
    Map<String, Object> settings = new TreeMap<>(run.settings());
    settings.put("seed", run.seed());
    settings.put("commit", run.commit());
    blocks.add(facts("Settings", settings));
    if (!run.sha256().isEmpty()) {
      blocks.add(sealed(run));
    }
    return new Section(
        "environment",
        "Environment and settings",
        "A figure is worth what is known of how it came about. With the same commit, seed and"
            + " settings the same load is planned again.",
        blocks);
  }

  private static Table sealed(Run run) {
    return new Table(
        "evidence",
        "Evidence: SHA-256 of each raw file, taken when the run ended",
        List.of(Table.Column.text("File"), Table.Column.text("SHA-256")),
        run.sha256().entrySet().stream()
            .map(each -> Table.Row.of(Table.Cell.of(each.getKey()), Table.Cell.of(each.getValue())))
            .toList(),
        true);
  }

  private static Facts facts(String title, Map<String, ?> values) {
    List<Facts.Fact> facts = new ArrayList<>();
    add(facts, "", values);
    return new Facts(title, facts);
  }

  private static void add(List<Facts.Fact> facts, String prefix, Map<?, ?> values) {
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    values.forEach((name, value) -> sorted.put(String.valueOf(name), value));
    sorted.forEach(
        (name, value) -> {
          String full = prefix.isEmpty() ? name : prefix + "." + name;
          if (value instanceof Map<?, ?> inner) {
            add(facts, full, inner);
          } else {
            facts.add(new Facts.Fact(full, text(value)));
          }
        });
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "–";
      case Collection<?> all ->
          all.stream().map(EnvironmentSection::text).collect(Collectors.joining(", "));
      case Map<?, ?> parts ->
          parts.values().stream().map(EnvironmentSection::text).collect(Collectors.joining(" "));
      case Boolean yes -> yes ? "yes" : "no";
      default -> String.valueOf(value);
    };
  }
}
