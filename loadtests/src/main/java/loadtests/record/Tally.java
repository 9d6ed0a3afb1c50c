package loadtests.record;

import java.util.ArrayList;
import java.util.List;

/** Figures that come in at any time and are taken out once a second. Thread-safe. */
final class Tally {
  private List<Double> figures = new ArrayList<>();

  synchronized void add(double figure) {
    figures.add(figure);
  }

  /** All figures since the last call. */
  synchronized List<Double> take() {
    List<Double> taken = figures;
    figures = new ArrayList<>();
    return taken;
  }
}
