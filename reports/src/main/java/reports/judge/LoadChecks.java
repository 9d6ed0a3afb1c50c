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
  private final PhaseEvidence evidence;
  private final Phase phase;
  private final Samples all;
  private final List<Check> checks = new ArrayList<>();

  private LoadChecks(PhaseEvidence evidence, Claim claim) {
    this.evidence = evidence;
    this.phase = evidence.phase();
    this.all = evidence.samples().all(kind -> !claim.except().contains(kind));
  }

  static List<Check> of(PhaseEvidence evidence, Claim claim) {
    LoadChecks checks = new LoadChecks(evidence, claim);
    checks.requestsSent();
    checks.people();
    Double points = claim.conditions().mixWithinPoints();
    if (points != null) {
      checks.mix(points);
    }
    return checks.checks;
  }

  private boolean closed() {
    return phase.thinkMeanSeconds() != null;
  }

  /** Of a closed load the plan is an expectation: {@link #people} holds it to account. */
  private void requestsSent() {
    long planned = plannedRequests();
    if (closed() || planned == 0) {
      return;
    }
    double deviation = 100.0 * (all.requests() - planned) / planned;
    if (deviation > 0 && phase.requestsPerSecond() == null) {
      // Whoever is turned away or fails asks again: more requests are the platform's doing.
      return;
    }
    either(
        "requests sent",
        deviation,
        Limits.REQUESTS_PERCENT,
        String.format(
            Locale.ROOT,
            "%s requests were sent in %s and %s were planned, %s %% apart; the limit is %s %%",
            Words.number(all.requests()),
            phase.name(),
            Words.number(planned),
            Words.number(Math.abs(deviation)),
            Words.number(Limits.REQUESTS_PERCENT)));
  }

  private long plannedRequests() {
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
