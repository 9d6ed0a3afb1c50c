package lms.gradebook;

import org.jspecify.annotations.Nullable;

/** The weighted mean of grades, of which missing ones count as 0. Belongs to one thread. */
public final class FinalGrade {
  private double sum;
  private double weights;

  /** Counts a grade in per cent, or null for a missing one. */
  public void add(double weight, @Nullable Double percent) {
    weights += weight;
    sum += percent == null ? 0 : percent * weight;
  }

  /** In per cent; null where nothing has a weight. */
  public @Nullable Double percent() {
    return weights <= 0 ? null : sum / weights;
  }
}
