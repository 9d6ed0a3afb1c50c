package loadtests.injectors;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far another process's clock was off at worst while it was asked again and again. Of each
 * {@value #TOGETHER} readings the most exact counts, so that a pause of either process while one
 * answer was on its way says nothing. Thread-safe.
 */
final class ClockWatch {
  /** Readings of which the most exact counts. */
  static final int TOGETHER = 10;

  private final List<ClockReading> together = new ArrayList<>();
  private @Nullable ClockReading worst;

  synchronized void add(ClockReading reading) {
    together.add(reading);
    if (together.size() == TOGETHER) {
      ClockReading best = best();
      together.clear();
      if (worst == null || best.worstMillis() > worst.worstMillis()) {
        worst = best;
      }
    }
  }

  /** The worst that counts so far; before there is one, the most exact of the few there are. */
  synchronized Optional<ClockReading> worst() {
    if (worst == null && !together.isEmpty()) {
      return Optional.of(best());
    }
    return Optional.ofNullable(worst);
  }

  private ClockReading best() {
    return together.stream()
        .min(Comparator.comparingDouble(ClockReading::errorMillis))
        .orElseThrow();
  }
}
