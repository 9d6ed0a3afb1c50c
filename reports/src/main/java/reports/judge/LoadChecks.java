package reports.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import reports.claims.Claim;
import reports.judge.Check.Effect;
import reports.judge.Check.State;
import reports.judge.Evidence.PhaseEvidence;
import reports.run.Phase;
import reports.statistics.Histogram;
import reports.statistics.Samples;

/** Whether the load of a phase was the one planned, and its numbers agree with each other. */
final class LoadChecks {
  static final String REQUESTS_SENT = "requests sent";

  private final PhaseEvidence evidence;
  private final Phase phase;
  private final Samples all;
  private final long late;
  private final List<Check> checks = new ArrayList<>();

  private LoadChecks(PhaseEvidence evidence, long late, Claim claim) {
    this.evidence = evidence;
    this.late = late;
    this.phase = evidence.phase();
    this.all = evidence.samples().all(kind -> !claim.except().contains(kind));
  }

  /** The checks of one phase; {@code run} holds all phases of its run, in order of time. */
  static List<Check> of(PhaseEvidence evidence, List<PhaseEvidence> run, Claim claim) {
    LoadChecks checks = new LoadChecks(evidence, lateBefore(evidence.phase(), run), claim);
    checks.requestsSent();
    checks.late();
    checks.sessions();
    checks.people();
    Double points = claim.conditions().mixWithinPoints();
    if (points != null) {
      checks.mix(points);
    }
    return checks.checks;
  }

  /**
   * The requests of the open phases right before this one that were not sent in their time, because
   * a slow platform held up the journeys that they are part of: they come in this one. The arrivals
   * were what was planned all the same.
   */
  private static long lateBefore(Phase phase, List<PhaseEvidence> run) {
    return run.stream()
        .filter(other -> other.phase().end() == phase.begin())
        .filter(other -> other.phase().requestsPerSecond() != null)
        .mapToLong(
            other ->
                lateBefore(other.phase(), run)
                    + planned(other.phase())
                    - other.samples().all(_ -> true).requests())
        .map(late -> Math.max(0, late))
        .sum();
  }

  private boolean closed() {
    return phase.thinkMeanSeconds() != null;
  }

  /** Of a closed load the plan is an expectation: {@link #people} holds it to account. */
  private void requestsSent() {
    long planned = planned(phase);
    if (closed() || planned == 0) {
      return;
    }
    long more = all.requests() - planned;
    long apart = more > 0 ? Math.max(0, more - late) : more;
    double deviation = 100.0 * apart / planned;
    if (deviation > 0 && phase.requestsPerSecond() == null) {
      // Whoever is turned away or fails asks again: more requests are the platform's doing.
      return;
    }
    either(
        REQUESTS_SENT,
        deviation,
        Limits.REQUESTS_PERCENT,
        String.format(
            Locale.ROOT,
            "%s requests were sent in %s%s and %s were planned, %s %% apart; the limit is %s %%",
            Words.number(all.requests()),
            phase.name(),
            more > 0 && late > 0 ? ", " + Words.number(late) + " of them late from before," : "",
            Words.number(planned),
            Words.number(Math.abs(deviation)),
            Words.number(Limits.REQUESTS_PERCENT)));
  }

  /** With much of it the phase shows the end of an overload, and not what its own load does. */
  private void late() {
    long planned = planned(phase);
    if (closed() || planned == 0 || late == 0) {
      return;
    }
    double percent = 100.0 * late / planned;
    checks.add(
        new Check(
            "late from before",
            phase.name(),
            percent,
            Limits.LATE_PERCENT,
            "% of the plan",
            percent <= Limits.LATE_PERCENT ? State.KEPT : State.BROKEN,
            Effect.NOT_PROVEN_IF_REFUTED,
            String.format(
                Locale.ROOT,
                "%s requests of before were still to be sent when %s began, %s %% of its plan; the"
                    + " limit is %s %%",
                Words.number(late),
                phase.name(),
                Words.number(percent),
                Words.number(Limits.LATE_PERCENT))));
  }

  /**
   * A journey whose session is still held by slow answers sends less than planned: the platform's
   * doing, which may refute and can't verify.
   */
  private void sessions() {
    int journeys = phase.arrivals().size();
    if (journeys == 0 || phase.requestsPerSecond() == null) {
      return;
    }
    double waited = 100.0 * evidence.generator().sessionWaits() / journeys;
    checks.add(
        new Check(
            "journeys without a session",
            phase.name(),
            waited,
            Limits.SESSION_WAITS_PERCENT,
            "%",
            waited <= Limits.SESSION_WAITS_PERCENT ? State.KEPT : State.BROKEN,
            Effect.INVALID_UNLESS_REFUTED,
            String.format(
                Locale.ROOT,
                "%s %% of the journeys of %s waited more than %d ms for one of the signed-in"
                    + " sessions, all held by others; the limit is %s %%, and more users have more",
                Words.number(waited),
                phase.name(),
                GeneratorHealth.ON_TIME_MILLIS,
                Words.number(Limits.SESSION_WAITS_PERCENT))));
  }

  private static long planned(Phase phase) {
    Integer each = phase.requestsPerJourney();
    if (phase.requestsPerSecond() == null || each == null || phase.arrivals().isEmpty()) {
      return phase.plannedRequests();
    }
    long length = phase.end() - phase.begin();
    return each * phase.arrivals().stream().filter(offset -> offset < length).count();
  }

  /** Little's law: people = throughput x (response time + think time). */
  private void people() {
    Integer users = phase.users();
    Double think = phase.thinkMeanSeconds();
    if (users == null || think == null || users == 0 || all.requests() == 0) {
      return;
    }
    double seconds = think + meanMillis() / 1000;
    double people = all.requests() / phase.seconds() * seconds;
    double deviation = 100 * (people - users) / users;
    either(
        "people by Little's law",
        deviation,
        Limits.USERS_PERCENT,
        String.format(
            Locale.ROOT,
            "throughput x (response + think time) in %s makes %s people and %s were planned,"
                + " %s %% apart; the limit is %s %%",
            phase.name(),
            Words.number(people),
            Words.number(users),
            Words.number(Math.abs(deviation)),
            Words.number(Limits.USERS_PERCENT)));
  }

  private double meanMillis() {
    return (total(all.successes()) + total(all.failures())) / all.requests();
  }

  private static double total(Histogram histogram) {
    return histogram.total() == 0 ? 0 : histogram.mean() * histogram.total();
  }

  /** Less than planned may still refute; more than planned counts for nothing. */
  private void either(String name, double deviation, double limit, String sentence) {
    State state = Math.abs(deviation) <= limit ? State.KEPT : State.BROKEN;
    Effect effect = deviation < 0 ? Effect.INVALID_UNLESS_REFUTED : Effect.INVALID;
    checks.add(new Check(name, phase.name(), deviation, limit, "% apart", state, effect, sentence));
  }

  private void mix(double limitPoints) {
    long planned = phase.plannedRequests();
    boolean sendsMix = closed() || phase.requestsPerSecond() != null;
    if (planned == 0 || all.requests() == 0 || !sendsMix) {
      return;
    }
    Set<String> kinds = new TreeSet<>(phase.planned().keySet());
    kinds.addAll(evidence.samples().kinds());
    double worst = 0;
    double limit = limitPoints;
    String worstKind = kinds.iterator().next();
    for (String kind : kinds) {
      double wanted = (double) phase.planned().getOrDefault(kind, 0L) / planned;
      double sent = (double) evidence.samples().kind(kind).requests() / all.requests();
      double apart = 100 * Math.abs(sent - wanted);
      double allowed = Math.max(limitPoints, closed() ? chancePoints(wanted) : 0);
      if (apart / allowed > worst / limit) {
        worst = apart;
        limit = allowed;
        worstKind = kind;
      }
    }
    checks.add(
        new Check(
            "mix",
            phase.name(),
            worst,
            limit,
            "points",
            worst <= limit ? State.KEPT : State.BROKEN,
            Effect.INVALID_UNLESS_REFUTED,
            String.format(
                Locale.ROOT,
                "the share of %s in %s was %s points from the plan; the limit is %s points",
                worstKind,
                phase.name(),
                Words.number(worst),
                Words.number(limit))));
  }

  /**
   * How far a share may be from its expectation by chance, in points: of a closed load each request
   * is drawn. From about 5,600 requests on this is below two points.
   */
  private double chancePoints(double share) {
    return 100 * Limits.MIX_DEVIATIONS * Math.sqrt(share * (1 - share) / all.requests());
  }
}
