package reports.judge;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reports.claims.Claim.Target;
import reports.judge.Check.Effect;
import reports.judge.Check.State;
import reports.judge.Evidence.PhaseEvidence;
import reports.judge.LevelResult.Outcome;

/**
 * Judges one claim on one phase. The generator comes first; then what refutes, since a load that
 * was less than planned can still break a level; then what keeps a good result from being proven.
 */
final class PhaseJudge {
  private final PhaseEvidence phase;
  private final Target target;
  private final List<Check> checks;
  private final List<LevelResult> levels;

  PhaseJudge(PhaseEvidence phase, Target target, List<Check> checks, List<LevelResult> levels) {
    this.phase = phase;
    this.target = target;
    this.checks = checks.stream().filter(check -> check.concerns(phase.name())).toList();
    this.levels = levels;
  }

  Verdict verdict() {
    if (!phase.complete()) {
      return new Verdict.NotProven(
          "The run ended before phase " + phase.name() + " was measured whole.");
    }
    Optional<Check> invalid = first(check -> check.broken(Effect.INVALID));
    if (invalid.isPresent()) {
      return new Verdict.Invalid(sentence(invalid.get()));
    }
    if (levels.stream().anyMatch(level -> level.outcome() == Outcome.BREAKS)) {
      return broken();
    }
    Optional<Check> less = first(check -> check.broken(Effect.INVALID_UNLESS_REFUTED));
    if (less.isPresent()) {
      return new Verdict.Invalid(sentence(less.get()));
    }
    Optional<Check> unknown =
        first(check -> check.effect() == Effect.NOT_PROVEN && check.state() != State.KEPT);
    if (unknown.isPresent()) {
      return new Verdict.NotProven(sentence(unknown.get()));
    }
    return undecided().or(this::lessThanStated).orElseGet(this::verified);
  }

  private Optional<Check> first(Predicate<Check> which) {
    return checks.stream().filter(which).findFirst();
  }

  static String sentence(Check check) {
    return Words.sentence(check.sentence());
  }

  private Verdict broken() {
    LevelResult worst = worst(Outcome.BREAKS);
    String said =
        String.format(
            "In %s%s, %s of %s was %s, and with 95 %% confidence at least %s; the limit is %s",
            phase.name(),
            load(),
            worst.metric(),
            worst.kind(),
            Words.quantity(worst.estimate().value(), worst.unit()),
            Words.quantity(worst.estimate().lower(), worst.unit()),
            Words.quantity(worst.limit(), worst.unit()));
    Optional<Check> machine = first(check -> check.broken(Effect.NOT_PROVEN_IF_REFUTED));
    if (machine.isPresent()) {
      String why = machine.get().sentence();
      return new Verdict.NotProven(said + "; but " + why + ".", worst.figure());
    }
    Double stated = stated();
    Double sent = sent();
    Double within = target.withinSeconds();
    if (pausesAgainstStated() < 0) {
      return new Verdict.NotProven(said + "; but " + paused() + ".", worst.figure());
    }
    if (stated != null && sent != null && sent > stated) {
      return new Verdict.NotProven(
          said + "; but the claim is about " + Words.number(stated) + " " + unit() + ".",
          worst.figure());
    }
    if (within != null && phase.phase().seconds() < within) {
      return new Verdict.NotProven(
          said + "; but the claim is about " + Words.number(within) + " s.", worst.figure());
    }
    return new Verdict.Refuted(said + ".", worst.figure());
  }

  private Optional<Verdict> undecided() {
    List<LevelResult> open =
        levels.stream().filter(level -> level.outcome() != Outcome.MEETS).toList();
    if (levels.isEmpty() || phase.samples().all().requests() == 0) {
      return Optional.of(new Verdict.NotProven("Nothing was measured in " + phase.name() + "."));
    }
    if (open.isEmpty()) {
      return Optional.empty();
    }
    boolean few = open.stream().anyMatch(level -> level.outcome() == Outcome.TOO_FEW);
    LevelResult worst = worst(few ? Outcome.TOO_FEW : Outcome.STRADDLES);
    OptionalLong seconds =
        open.stream().map(LevelResult::missingSeconds).anyMatch(OptionalLong::isEmpty)
            ? OptionalLong.empty()
            : open.stream().mapToLong(level -> level.missingSeconds().orElse(0)).max();
    String more =
        seconds.isPresent()
            ? " About "
                + Words.number(seconds.getAsLong())
                + " s"
                + " more of the same load would decide."
            : " More of the same load would not decide.";
    String said =
        few
            ? String.format(
                "In %s, %s of %s rests on %s requests, too few to prove a limit of %s.",
                phase.name(),
                worst.metric(),
                worst.kind(),
                Words.number(worst.estimate().samples()),
                Words.quantity(worst.limit(), worst.unit()))
            : String.format(
                "In %s, %s of %s was %s and lies with 95 %% confidence below %s only, while the"
                    + " limit is %s.",
                phase.name(),
                worst.metric(),
                worst.kind(),
                Words.quantity(worst.estimate().value(), worst.unit()),
                Words.quantity(worst.estimate().upper(), worst.unit()),
                Words.quantity(worst.limit(), worst.unit()));
    return Optional.of(new Verdict.NotProven(said + more, worst.figure(), seconds));
  }

  private Optional<Verdict> lessThanStated() {
    Double within = target.withinSeconds();
    if (within != null && phase.phase().seconds() > within) {
      return Optional.of(
          new Verdict.NotProven(
              String.format(
                  "Every level holds in %s, but the load came within %s s, and the claim is about"
                      + " %s s.",
                  phase.name(), Words.number(phase.phase().seconds()), Words.number(within)),
              tightest().figure()));
    }
    if (pausesAgainstStated() > 0) {
      return Optional.of(
          new Verdict.NotProven(
              "Every level holds in %s, but %s.".formatted(phase.name(), paused()),
              tightest().figure()));
    }
    Double stated = stated();
    Double sent = sent();
    if (stated == null || (sent != null && sent >= stated)) {
      return Optional.empty();
    }
    String found = sent == null ? "another sort of load" : Words.number(sent) + " " + unit();
    return Optional.of(
        new Verdict.NotProven(
            String.format(
                "Every level holds in %s, but it was measured at %s, and the claim is about %s %s.",
                phase.name(), found, Words.number(stated), unit()),
            tightest().figure()));
  }

  private Verdict verified() {
    LevelResult tightest = tightest();
    return new Verdict.Verified(
        String.format(
            "In %s%s, every level holds; the tightest is %s of %s: %s, with 95 %% confidence at"
                + " most %s; the limit is %s.",
            phase.name(),
            load(),
            tightest.metric(),
            tightest.kind(),
            Words.quantity(tightest.estimate().value(), tightest.unit()),
            Words.quantity(tightest.estimate().upper(), tightest.unit()),
            Words.quantity(tightest.limit(), tightest.unit())),
        tightest.figure());
  }

  private LevelResult worst(Outcome outcome) {
    return levels.stream()
        .filter(level -> level.outcome() == outcome)
        .max(Comparator.comparingDouble(LevelResult::strain))
        .orElseThrow();
  }

  private LevelResult tightest() {
    return levels.stream().max(Comparator.comparingDouble(LevelResult::strain)).orElseThrow();
  }

  private @Nullable Double stated() {
    return target.users() != null ? target.users() : target.requestsPerSecond();
  }

  private @Nullable Double sent() {
    Integer users = phase.phase().users();
    if (target.users() != null) {
      return users == null ? null : (double) users;
    }
    return phase.phase().requestsPerSecond();
  }

  /** Above 0 where people paused longer than stated, below 0 where less; else 0. */
  private int pausesAgainstStated() {
    Double stated = target.thinkSeconds();
    Double paused = phase.phase().thinkMeanSeconds();
    return stated == null || paused == null ? 0 : Double.compare(paused, stated);
  }

  private String paused() {
    return "people thought for %s s between requests, and the claim is about %s s"
        .formatted(
            Words.number(Objects.requireNonNull(phase.phase().thinkMeanSeconds())),
            Words.number(Objects.requireNonNull(target.thinkSeconds())));
  }

  private String unit() {
    return target.users() != null ? "users" : "requests a second";
  }

  private String load() {
    Integer users = phase.phase().users();
    Double rate = phase.phase().requestsPerSecond();
    if (rate != null) {
      return " at " + Words.number(rate) + " requests a second";
    }
    return users == null ? "" : " with " + Words.number(users) + " users";
  }
}
