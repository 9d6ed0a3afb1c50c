package reports.judge;

import java.util.ArrayList;
import java.util.List;
import reports.run.GeneratorSecond;

/** How one injector fared in one phase. */
final class InjectorHealth {
  private static final int WINDOW_SECONDS = 10;

  private final int number;
  private final List<Second> seconds = new ArrayList<>();
  private final LagCounts lags = new LagCounts();
  private double gcPauseMax;
  private int socketsMax;

  /** What is kept of one second. */
  private record Second(long t, double cpu, long onTime) {}

  /** A window of time, and the starts in it that were made in time. */
  record Window(long from, long to, long onTime) {}

  InjectorHealth(int number) {
    this.number = number;
  }

  void add(GeneratorSecond second) {
    long onTime = 0;
    for (double lag : second.startLags()) {
      lags.add(lag);
      onTime += lag <= GeneratorHealth.ON_TIME_MILLIS ? 1 : 0;
    }
    for (double pause : second.gcPauses()) {
      gcPauseMax = Math.max(gcPauseMax, pause);
    }
    socketsMax = Math.max(socketsMax, second.sockets());
    seconds.add(new Second(second.t(), second.cpu(), onTime));
  }

  int number() {
    return number;
  }

  LagCounts lags() {
    return lags;
  }

  double gcPauseMax() {
    return gcPauseMax;
  }

  int socketsMax() {
    return socketsMax;
  }

  int secondsRecorded() {
    return seconds.size();
  }

  /** Windows of ten recorded seconds; a rest of less than five joins the window before. */
  List<Window> windows() {
    List<Window> windows = new ArrayList<>();
    for (int from = 0; from < seconds.size(); ) {
      int to = Math.min(seconds.size(), from + WINDOW_SECONDS);
      if (seconds.size() - to < WINDOW_SECONDS / 2) {
        to = seconds.size();
      }
      long begin = seconds.get(from).t();
      long end = to < seconds.size() ? seconds.get(to).t() : seconds.getLast().t() + 1000;
      long onTime = within(begin, end).stream().mapToLong(Second::onTime).sum();
      windows.add(new Window(begin, end, onTime));
      from = to;
    }
    return windows;
  }

  /** The mean share of CPU in the seconds that begin in this time; 0 where there is none. */
  double cpu(long from, long to) {
    return within(from, to).stream().mapToDouble(Second::cpu).average().orElse(0);
  }

  private List<Second> within(long from, long to) {
    return seconds.stream().filter(second -> second.t() >= from && second.t() < to).toList();
  }
}
