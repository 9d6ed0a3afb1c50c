package loadtests.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run is going to do: its phases in order, each beginning where the one before ends.
 *
 * @param profile the name of the profile that made it
 * @param load the numbers it was made from
 * @param mix the kinds it sends
 * @param phases in order of time
 * @param untilBroken whether the run ends after the first measured phase that the platform can't
 *     take
 */
public record Plan(String profile, Load load, Mix mix, List<Phase> phases, boolean untilBroken) {
  /**
   * CPU time of the generator for one request: measured with Gatling 3.15 on one 2-core machine.
   */
  static final double GENERATOR_CPU_SECONDS_PER_REQUEST = 110e-6;

  /** CPU time of one Argon2id hash (19 MiB, t=2, p=1), measured there too. */
  static final double HASH_CPU_SECONDS = 69e-3;

  public Plan {
    phases = List.copyOf(phases);
  }

  /** From the beginning of the first phase to the end of the last. */
  public Duration duration() {
    return phases.getLast().end();
  }

  /** Cores that the generator needs in the busiest phase, its own CPU time only. */
  public double generatorCores() {
    return peakRequestsPerSecond() * GENERATOR_CPU_SECONDS_PER_REQUEST;
  }

  /** The share of one core that hashing passwords takes while learners sign in. */
  public double hashingCores() {
    return phases.stream()
        .filter(phase -> phase.shape() instanceof Shape.SignIns)
        .mapToDouble(
            phase ->
                phase.planned().getOrDefault(Kind.SIGN_IN, 0)
                    / seconds(phase.duration())
                    * HASH_CPU_SECONDS)
        .max()
        .orElse(0);
  }

  /** The highest planned rate of any phase. */
  public double peakRequestsPerSecond() {
    return phases.stream()
        .mapToDouble(phase -> phase.requests() / seconds(phase.duration()))
        .max()
        .orElse(0);
  }

  /** Whether any phase sends the mix, so that learners need an attempt whose answers they save. */
  public boolean sendsMix() {
    return phases.stream()
        .anyMatch(
            phase -> phase.shape() instanceof Shape.Closed || phase.shape() instanceof Shape.Open);
  }

  /**
   * How long before the first phase the generator of a shard has to be started for all leads to
   * fit.
   */
  public Duration leadIn(Duration margin, Shard shard) {
    return phases.stream()
        .flatMap(
            phase ->
                phase.schedule().stream()
                    .map(all -> all.of(shard).lead(margin).minus(phase.offset())))
        .max(Duration::compareTo)
        .filter(lead -> !lead.isNegative())
        .orElse(Duration.ZERO);
  }

  /** When the last closed phase ends: until then signed-in learners live their day. */
  public Optional<Duration> dayEnds() {
    return phases.stream()
        .filter(phase -> phase.shape() instanceof Shape.Closed)
        .map(Phase::end)
        .reduce((_, later) -> later);
  }

  /** The phase called {@code name}. */
  public Phase phase(String name) {
    return phases.stream()
        .filter(phase -> phase.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no phase is called " + name));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
