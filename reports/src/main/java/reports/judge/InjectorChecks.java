package reports.judge;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import reports.judge.Check.Effect;
import reports.judge.Check.State;
import reports.run.Ending;
import reports.run.Injector;

/**
 * Whether each injector that was a process of its own was there to the end and had the time right.
 * What one of them did not send nobody sent, and its writes after its last line are nobody's:
 * nothing counts then.
 */
final class InjectorChecks {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Evidence evidence;
  private final List<Check> checks = new ArrayList<>();

  private InjectorChecks(Evidence evidence) {
    this.evidence = evidence;
  }

  /** The checks of a run; none where its own process was the only injector. */
  static List<Check> of(Evidence evidence) {
    InjectorChecks checks = new InjectorChecks(evidence);
    if (evidence.injectors().apart()) {
      checks.ends();
      checks.clocks();
    }
    return checks.checks;
  }

  private void ends() {
    int there = 0;
    String missing = "";
    for (int number : evidence.injectors().numbers()) {
      String gone = gone(number);
      there += gone.isEmpty() ? 1 : 0;
      missing = missing.isEmpty() ? gone : missing;
    }
    int all = evidence.injectors().count();
    String sentence = missing.isEmpty() ? "no injector ended before its load was over" : missing;
    add("injectors to the end", there, all, "injectors", there == all, sentence);
  }

  /** What is wrong with the end of one; empty where nothing is. */
  private String gone(int number) {
    boolean finished = evidence.run().ending() == Ending.FINISHED;
    Injector injector = evidence.injectors().known(number).orElse(null);
    if (injector == null) {
      return finished ? "injector " + number + " left no injector.json" : "";
    }
    Long end = injector.end();
    if (end == null) {
      return finished ? "injector " + number + " never ended" : "";
    }
    return injector.loadOver() ? "" : end(injector, CLOCK.format(Instant.ofEpochMilli(end)));
  }

  private static String end(Injector injector, String clock) {
    boolean played = injector.requested() != null;
    String early = played ? "" : " before its load was over";
    String status = injector.status() == null ? "" : ", status " + injector.status();
    String how = injector.how() == null ? "" : "; " + injector.how();
    return "injector %d ended at %s%s%s%s".formatted(injector.number(), clock, early, status, how);
  }

  private void clocks() {
    double worst = -1;
    String sentence = "";
    for (int number : evidence.injectors().numbers()) {
      Injector injector = evidence.injectors().known(number).orElse(null);
      if (injector == null) {
        continue; // the check above says so
      }
      double found = Math.abs(injector.clockOffsetMillis()) + injector.clockErrorMillis();
      double off = Double.isNaN(found) ? Double.POSITIVE_INFINITY : found;
      if (off > worst) {
        worst = off;
        sentence = clock(number, off);
      }
    }
    if (!sentence.isEmpty()) {
      boolean kept = worst <= Limits.CLOCK_OFFSET_MILLIS;
      add("injector clocks", worst, Limits.CLOCK_OFFSET_MILLIS, "ms", kept, sentence);
    }
  }

  private static String clock(int number, double off) {
    return Double.isInfinite(off)
        ? "the clock of injector %d was never compared".formatted(number)
        : "the clock of injector %d was up to %s off; the limit is %s"
            .formatted(
                number,
                Words.quantity(off, "ms"),
                Words.quantity(Limits.CLOCK_OFFSET_MILLIS, "ms"));
  }

  private void add(
      String name, double value, double limit, String unit, boolean kept, String sentence) {
    State state = kept ? State.KEPT : State.BROKEN;
    checks.add(new Check(name, null, value, limit, unit, state, Effect.INVALID, sentence));
  }
}
