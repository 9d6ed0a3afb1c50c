package reports.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import reports.claims.Claim;
import reports.claims.Claim.Rollout;
import reports.judge.Check.Effect;
import reports.judge.Check.State;
import reports.judge.Evidence.PhaseEvidence;
import reports.run.Audit;
import reports.run.Event;
import reports.run.ProbeAttempt;

/**
 * Judges that nothing fails while a deployment is changed under load: by every request of the load,
 * every request of a probe that never tries twice, and every write's fate.
 *
 * <p>What was done is read from the run's events of kind {@code rollout}: their name is the step
 * and its number, their detail begins with {@code begun}, {@code done}, {@code failed} or {@code
 * cut short}.
 */
final class Rollouts {
  /** How many connections the probe has to open in a second. */
  static final double NEW_CONNECTIONS_PER_SECOND = 10;

  /** How many points the share of writes may be off. */
  static final double WRITES_OFF_POINTS = 2;

  private static final double SENT_SHARE = 0.99;
  private static final String DONE = "done";
  private static final String FAILED = "failed";

  private final Evidence evidence;
  private final Claim claim;
  private final List<Check> checks = new ArrayList<>();

  Rollouts(Evidence evidence, Claim claim) {
    this.evidence = evidence;
    this.claim = claim;
    claim.rollouts().forEach(this::stepDone);
    probe();
    phases().forEach(this::load);
  }

  List<Check> checks() {
    return List.copyOf(checks);
  }

  private List<PhaseEvidence> phases() {
    return evidence.measuredFor(claim);
  }

  private List<Event> events(Rollout rollout, String how) {
    return evidence.events().stream()
        .filter(event -> event.kind().equals("rollout"))
        .filter(event -> event.name().startsWith(rollout.step() + " "))
        .filter(event -> String.valueOf(event.detail()).startsWith(how))
        .toList();
  }

  private void stepDone(Rollout rollout) {
    long done = events(rollout, DONE).stream().map(Event::name).distinct().count();
    add(
        rollout.step() + "s done",
        (double) done,
        rollout.times(),
        "times",
        done >= rollout.times(),
        "Of %d %ss that the claim is about, %d were done"
            .formatted(rollout.times(), rollout.step(), done));
  }

  private void probe() {
    ProbeScan probe = evidence.probe();
    double rate = probe.newPerSecond();
    add(
        "connections opened by the probe",
        rate,
        NEW_CONNECTIONS_PER_SECOND,
        "a second",
        rate >= NEW_CONNECTIONS_PER_SECOND,
        "The probe opened %s connections a second, and has to open %s"
            .formatted(Words.number(rate), Words.number(NEW_CONNECTIONS_PER_SECOND)));
    boolean all = probe.onHeld() > 0 && probe.reads() > 0 && probe.writes() > 0;
    add(
        "what the probe did",
        (double) Math.min(probe.onHeld(), Math.min(probe.reads(), probe.writes())),
        1,
        "requests",
        all,
        "The probe made %d requests on connections that it held, %d reads and %d writes"
            .formatted(probe.onHeld(), probe.reads(), probe.writes()));
  }

  private void load(PhaseEvidence phase) {
    Claim.Target target =
        claim.workload().stream().filter(it -> it.matches(phase.name())).findFirst().orElseThrow();
    Double stated = target.requestsPerSecond();
    double seconds = (phase.phase().end() - phase.phase().begin()) / 1000.0;
    double rate = phase.samples().all().requests() / seconds;
    double wanted = stated == null ? 0 : stated * SENT_SHARE;
    add(
        "requests sent in " + phase.name(),
        rate,
        wanted,
        "a second",
        rate >= wanted && phase.complete(),
        phase.complete()
            ? "%s requests a second were sent in %s, and the claim is about %s"
                .formatted(
                    Words.number(rate), phase.name(), stated == null ? "any" : Words.number(stated))
            : "The run ended before phase " + phase.name() + " was over");
    if (target.writes() != null) {
      writes(phase, target.writes());
    }
    add(
        "the probe in " + phase.name(),
        (double) evidence.probe().attempts(),
        1,
        "requests",
        evidence.probe().covers(phase.phase().begin(), phase.phase().end()),
        "The probe was not at work in all of " + phase.name());
  }

  /** Reads alone lose nothing, and writes alone are another load. */
  private void writes(PhaseEvidence phase, Claim.Writes stated) {
    long writes = phase.samples().all(stated.kinds()::contains).requests();
    double percent = 100.0 * writes / Math.max(1, phase.samples().all().requests());
    add(
        "writes among the requests of " + phase.name(),
        percent,
        stated.percent(),
        "%",
        Math.abs(percent - stated.percent()) <= WRITES_OFF_POINTS,
        "%s %% of the requests in %s were writes, and the claim is about %s %%"
            .formatted(Words.number(percent), phase.name(), Words.number(stated.percent())));
  }

  private void add(
      String name, double value, double limit, String unit, boolean kept, String sentence) {
    checks.add(
        new Check(
            name,
            null,
            value,
            limit,
            unit,
            kept ? State.KEPT : State.BROKEN,
            Effect.NOT_PROVEN,
            sentence));
  }

  Verdict verdict() {
    if (phases().isEmpty()) {
      return new Verdict.NotProven("The run measured no phase that the claim is about.");
    }
    List<String> wrong = new ArrayList<>();
    long failed =
        failedRequests(wrong) + failedProbes(wrong) + lostWrites(wrong) + failedSteps(wrong);
    if (failed > 0) {
      return new Verdict.Refuted(
          String.join("; ", wrong) + ".",
          new Verdict.Figure("failures", (double) failed, (double) failed, 0, "failures"));
    }
    Optional<Check> missing =
        checks.stream().filter(check -> check.state() != State.KEPT).findFirst();
    if (missing.isPresent()) {
      return new Verdict.NotProven(missing.get().sentence() + ".");
    }
    if (evidence.audit().isEmpty() || !evidence.audit().get().complete()) {
      return new Verdict.NotProven("Nothing failed, and not every write was looked up.");
    }
    return new Verdict.Verified(sentence(), new Verdict.Figure("failures", 0, 0, 0, "failures"));
  }

  private String sentence() {
    long requests = phases().stream().mapToLong(phase -> phase.samples().all().requests()).sum();
    List<String> steps = new ArrayList<>();
    claim.rollouts().forEach(each -> steps.add(each.times() + " × " + each.step()));
    return ("Through %s, none of %s requests and of %s of the probe failed, and no acknowledged"
            + " write was lost.")
        .formatted(
            String.join(", ", steps),
            Words.number(requests),
            Words.number(evidence.probe().attempts()));
  }

  private long failedRequests(List<String> wrong) {
    long failed = 0;
    SortedMap<String, Long> messages = new TreeMap<>();
    for (PhaseEvidence phase : phases()) {
      failed += phase.samples().all(claim::counts).failed();
      phase
          .samples()
          .messages()
          .forEach(
              (kind, counts) -> {
                if (claim.counts(kind)) {
                  counts.forEach((message, count) -> messages.merge(message, count, Long::sum));
                }
              });
    }
    if (failed > 0) {
      String often =
          messages.entrySet().stream()
              .max(Map.Entry.comparingByValue())
              .map(most -> ", most often by \"" + most.getKey() + "\"")
              .orElse("");
      wrong.add("%d requests of the load failed%s".formatted(failed, often));
    }
    return failed;
  }

  private long failedProbes(List<String> wrong) {
    List<ProbeAttempt> failures = evidence.probe().failures();
    if (!failures.isEmpty()) {
      ProbeAttempt first = failures.getFirst();
      wrong.add(
          "%d of %d requests of the probe failed, the first by \"%s\" on a %s connection"
              .formatted(
                  failures.size(),
                  evidence.probe().attempts(),
                  first.error(),
                  first.connection().name().toLowerCase(Locale.ROOT)));
    }
    return failures.size();
  }

  private long lostWrites(List<String> wrong) {
    long lost = evidence.audit().map(Rollouts::wrongWrites).orElse(0L);
    if (lost > 0) {
      wrong.add("%d writes are lost, doubled or invented".formatted(lost));
    }
    return lost;
  }

  private static long wrongWrites(Audit audit) {
    return audit.lost().count() + audit.doubled().count() + audit.invented().count();
  }

  private long failedSteps(List<String> wrong) {
    long failed = 0;
    for (Rollout rollout : claim.rollouts()) {
      for (Event event : events(rollout, FAILED)) {
        wrong.add(event.name() + " " + event.detail());
        failed++;
      }
    }
    return failed;
  }
}
