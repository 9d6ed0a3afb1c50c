package loadtests.calibration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import loadtests.plan.Schedule;
import loadtests.plan.Seeds;

/** The phases of a calibration: each rate warmed up, measured, and given time to settle. */
public final class CalibrationPlan {
  /** The name of the measured phase where there is but one rate. */
  public static final String PHASE = "rate";

  private static final Duration SETTLE = Duration.ofSeconds(3);
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private final Calibration calibration;
  private final List<Phase> phases = new ArrayList<>();
  private Duration end = Duration.ZERO;
  private long requests;

  /**
   * A stretch of load.
   *
   * @param offset from the beginning of the first phase
   * @param firstNumber the number of its first request in the whole run
   * @param deck for each request the index of its target
   */
  public record Phase(
      String name,
      boolean measured,
      double rate,
      Duration offset,
      Schedule schedule,
      long firstNumber,
      List<Integer> deck) {}

  public CalibrationPlan(Calibration calibration) {
    this.calibration = calibration;
    List<Double> rates = calibration.rates();
    for (int i = 0; i < rates.size(); i++) {
      String number = rates.size() == 1 ? "" : " " + (i + 1);
      if (i > 0) {
        end = end.plus(SETTLE);
      }
      if (calibration.warmUpMillis() > 0) {
        add("warm-up" + number, false, rates.get(i), calibration.warmUpMillis());
      }
      String name = rates.size() == 1 ? PHASE : "step" + number;
      add(name, true, rates.get(i), calibration.millis());
    }
  }

  private void add(String name, boolean measured, double rate, long millis) {
    Duration duration = Duration.ofMillis(millis);
    var random = Seeds.stream(calibration.seed(), name, 0);
    Schedule schedule = Schedule.draw(rate, duration, 1, random);
    List<Integer> deck = deck(schedule.journeys());
    Collections.shuffle(deck, Random.from(Seeds.stream(calibration.seed(), "deck " + name, 0)));
    phases.add(new Phase(name, measured, rate, end, schedule, requests, List.copyOf(deck)));
    requests += schedule.journeys();
    end = end.plus(duration);
  }

  /** The targets of so many requests: shares rounded down, the rest goes to the first. */
  private List<Integer> deck(int count) {
    var deck = new ArrayList<Integer>();
    List<Target> targets = calibration.targets();
    for (int i = targets.size() - 1; i >= 0; i--) {
      int of = i == 0 ? count - deck.size() : (int) (targets.get(i).share() * count);
      deck.addAll(Collections.nCopies(of, i));
    }
    return deck;
  }

  /** In order of time. */
  public List<Phase> phases() {
    return List.copyOf(phases);
  }

  /** From the beginning of the first phase to the end of the last. */
  public Duration duration() {
    return end;
  }

  /** How long after the start of injection the first phase begins. */
  public Duration leadIn() {
    return phases.stream()
        .map(phase -> phase.schedule().lead(MARGIN).minus(phase.offset()))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO)
        .plus(MARGIN);
  }

  /** How long after the start of injection a phase's generators are started. */
  public Duration wait(Phase phase) {
    return leadIn().plus(phase.offset()).minus(phase.schedule().lead(MARGIN));
  }

  /** The phases as run.json keeps them, the first one beginning at {@code origin}. */
  public List<reports.run.Phase> on(long origin) {
    return phases.stream().map(phase -> on(origin, phase)).toList();
  }

  private reports.run.Phase on(long origin, Phase phase) {
    var planned = new TreeMap<String, Long>();
    for (int target : phase.deck()) {
      planned.merge(calibration.targets().get(target).name(), 1L, Long::sum);
    }
    long begin = origin + phase.offset().toMillis();
    return new reports.run.Phase(
        phase.name(),
        phase.measured(),
        begin,
        begin + phase.schedule().span().toMillis(),
        null,
        phase.rate(),
        null,
        planned,
        phase.schedule().journeys(),
        1,
        Arrays.stream(phase.schedule().offsetsMillis()).boxed().toList());
  }
}
