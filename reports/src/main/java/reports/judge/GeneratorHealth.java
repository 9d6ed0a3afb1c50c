package reports.judge;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import reports.run.GeneratorSecond;

/** How the generators fared in one phase: each of the injectors is judged for itself. */
final class GeneratorHealth {
  /** Starts count as made where they were at most so late. */
  static final int ON_TIME_MILLIS = 250;

  private final Injectors injectors;
  private final SortedMap<Integer, InjectorHealth> byNumber = new TreeMap<>();
  private final LagCounts firstResponses = new LagCounts();
  private long sessionWaits;
  private long heldBack;

  GeneratorHealth(Injectors injectors) {
    this.injectors = injectors;
    injectors.numbers().forEach(this::of);
  }

  void add(int injector, GeneratorSecond second) {
    second.firstResponses().forEach(firstResponses::add);
    sessionWaits += second.sessionWaits().stream().filter(wait -> wait > ON_TIME_MILLIS).count();
    heldBack += second.heldBack();
    of(injector).add(second);
  }

  /** One of them. */
  InjectorHealth of(int injector) {
    return byNumber.computeIfAbsent(injector, InjectorHealth::new);
  }

  /** All that there were to be, and any other that left a record. */
  List<InjectorHealth> each() {
    return List.copyOf(byNumber.values());
  }

  /** The one with the highest figure, of those for which it is a number. */
  InjectorHealth worst(ToDoubleFunction<InjectorHealth> figure) {
    Stream<InjectorHealth> known =
        byNumber.values().stream().filter(each -> !Double.isNaN(figure.applyAsDouble(each)));
    return known.max(Comparator.comparingDouble(figure)).orElse(of(1));
  }

  /** Starts recorded by all. */
  long starts() {
    return byNumber.values().stream().mapToLong(each -> each.lags().total()).sum();
  }

  /** Journeys that waited longer for a session than a start may be late. */
  long sessionWaits() {
    return sessionWaits;
  }

  /** Journeys that slow answers to others held back. */
  long heldBack() {
    return heldBack;
  }

  /** From the planned instants of open journeys to the ends of their first responses. */
  LagCounts firstResponses() {
    return firstResponses;
  }

  /** The share of CPU of all that share the CPUs of one, itself included. */
  double cpu(InjectorHealth injector, long from, long to) {
    String cpus = injectors.cpusOf(injector.number());
    return byNumber.values().stream()
        .filter(each -> injectors.cpusOf(each.number()).equals(cpus))
        .mapToDouble(each -> each.cpu(from, to))
        .sum();
  }

  /** How a sentence names an injector; nothing where there is but one. */
  String named(InjectorHealth injector) {
    return injectors.named(injector.number());
  }

  /** How many injectors share the plan. */
  int injectors() {
    return injectors.count();
  }
}
