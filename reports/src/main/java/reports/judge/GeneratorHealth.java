package reports.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import reports.run.GeneratorSecond;

/** How the generators fared in one phase; the worst of several counts. */
final class GeneratorHealth {
  /** Starts count as made where they were at most so late. */
  static final int ON_TIME_MILLIS = 250;

  private static final int WINDOW_SECONDS = 10;

  private final SortedMap<String, List<Second>> byInjector = new TreeMap<>();
  private final LagCounts lags = new LagCounts();
  private final LagCounts firstResponses = new LagCounts();
  private double gcPauseMax;
  private long sessionWaits;

  /** What is kept of one second. */
  private record Second(long t, double cpu, long onTime) {}

  /** A window of time with what was recorded in it. */
  record Window(long from, long to, double cpu, long onTime) {}

  void add(String injector, GeneratorSecond second) {
    long onTime = 0;
    for (double lag : second.startLags()) {
      lags.add(lag);
      onTime += lag <= ON_TIME_MILLIS ? 1 : 0;
    }
    second.firstResponses().forEach(firstResponses::add);
    sessionWaits += second.sessionWaits().stream().filter(wait -> wait > ON_TIME_MILLIS).count();
    for (double pause : second.gcPauses()) {
      gcPauseMax = Math.max(gcPauseMax, pause);
    }
    byInjector
        .computeIfAbsent(injector, _ -> new ArrayList<>())
        .add(new Second(second.t(), second.cpu(), onTime));
  }

  LagCounts lags() {
    return lags;
  }

  /** Journeys that waited longer for a session than a start may be late. */
  long sessionWaits() {
    return sessionWaits;
  }

  /** From the planned instants of open journeys to the ends of their first responses. */
  LagCounts firstResponses() {
    return firstResponses;
  }

  double gcPauseMax() {
    return gcPauseMax;
  }

  /** Seconds recorded by the generator that recorded fewest. */
  int secondsRecorded() {
    return byInjector.values().stream().mapToInt(List::size).min().orElse(0);
  }

  /**
   * Windows of ten recorded seconds; a rest of less than five joins the window before. CPU is that
   * of the busiest generator, starts are those of all.
   */
  List<Window> windows() {
    List<Window> windows = new ArrayList<>();
    if (byInjector.isEmpty()) {
      return windows;
    }
    List<Second> clock = byInjector.firstEntry().getValue();
    for (int from = 0; from < clock.size(); ) {
      int to = Math.min(clock.size(), from + WINDOW_SECONDS);
      if (clock.size() - to < WINDOW_SECONDS / 2) {
        to = clock.size();
      }
      long begin = clock.get(from).t();
      long end = to < clock.size() ? clock.get(to).t() : clock.getLast().t() + 1000;
      windows.add(new Window(begin, end, cpu(begin, end), (long) sum(begin, end)));
      from = to;
    }
    return windows;
  }

  private double cpu(long from, long to) {
    return byInjector.values().stream()
        .mapToDouble(
            seconds ->
                within(seconds, from, to, Second::cpu).stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(0))
        .max()
        .orElse(0);
  }

  private double sum(long from, long to) {
    return byInjector.values().stream()
        .flatMap(seconds -> within(seconds, from, to, Second::onTime).stream())
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  private static List<Double> within(
      List<Second> seconds, long from, long to, ToDoubleFunction<Second> figure) {
    return seconds.stream()
        .filter(second -> second.t() >= from && second.t() < to)
        .map(figure::applyAsDouble)
        .toList();
  }
}
