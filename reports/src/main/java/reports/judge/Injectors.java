package reports.judge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import reports.run.Injector;
import reports.run.Run;

/** The injectors that a run was to have, and what is known of each. Immutable. */
final class Injectors {
  private final int count;
  private final Map<Integer, Injector> known;

  private Injectors(int count, Map<Integer, Injector> known) {
    this.count = count;
    this.known = Map.copyOf(known);
  }

  /** Those of a run; the setting says how many, and without it there was one. */
  static Injectors of(Run run, List<Injector> known) {
    String asked = run.settings().getOrDefault("injectors", "1");
    var byNumber = new HashMap<Integer, Injector>();
    known.forEach(each -> byNumber.put(each.number(), each));
    return new Injectors(asked.matches("[1-9]\\d{0,3}") ? Integer.parseInt(asked) : 1, byNumber);
  }

  /** How many there were to be. */
  int count() {
    return count;
  }

  /** Whether the load was shared at all. */
  boolean several() {
    return count > 1;
  }

  /**
   * Whether they were other processes than that of the run, whose own end says nothing of theirs.
   */
  boolean apart() {
    return several() || !known.isEmpty();
  }

  /** Their numbers. */
  List<Integer> numbers() {
    return IntStream.rangeClosed(1, count).boxed().toList();
  }

  /** Whether one is known to have ended before its load was over. */
  boolean anyEndedEarly() {
    return known.values().stream().anyMatch(each -> each.end() != null && !each.loadOver());
  }

  /** What is known of one. */
  Optional<Injector> known(int number) {
    return Optional.ofNullable(known.get(number));
  }

  /** What those have in common that share CPUs; of one that is not known, nothing. */
  String cpusOf(int number) {
    return known(number)
        .map(each -> each.machine() + " " + each.cpus())
        .orElse("injector " + number);
  }

  /** How a sentence names one; nothing where there is but one. */
  String named(int number) {
    return several() ? " of injector " + number : "";
  }
}
