package reports.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reports.claims.Claim;
import reports.claims.Claims;
import reports.judge.ExitStatus;
import reports.judge.Judgement;
import reports.judge.Judgement.ClaimJudgement;
import reports.judge.Verdict;
import reports.run.Ending;
import reports.run.NoSuchRun;
import reports.run.ProofFolder;
import reports.run.ProofRuns;
import reports.run.ProofRuns.Step;
import reports.run.RunFolder;
import reports.run.UnreadableEvidence;

/**
 * All claims and what the runs of a proof say of them. It holds no clock and no path. Immutable.
 *
 * @param runs what was asked
 * @param claims one verdict for each claim, in the order of their file
 * @param made the runs in the order in which they were made
 */
public record Proof(ProofRuns runs, List<ClaimProof> claims, List<JudgedRun> made) {
  private static final int INTERRUPTED = 130;

  /** Copies its lists. */
  public Proof {
    claims = List.copyOf(claims);
    made = List.copyOf(made);
  }

  /**
   * Judges every run of a proof anew and merges what they say.
   *
   * @param judge what judges one run
   */
  public static Proof of(ProofFolder folder, Claims claims, Function<RunFolder, Judgement> judge) {
    ProofRuns runs = folder.read();
    List<JudgedRun> made = new ArrayList<>();
    Map<String, List<Finding>> findings = new TreeMap<>();
    for (Step step : runs.steps()) {
      Judged judged = judged(step, folder, judge);
      made.add(judged.run());
      judged
          .verdicts()
          .forEach(
              (id, verdict) ->
                  findings
                      .computeIfAbsent(id, _ -> new ArrayList<>())
                      .add(new Finding(verdict, judged.run())));
    }
    return new Proof(
        runs,
        claims.all().stream().map(claim -> proven(claim, findings, runs.environment())).toList(),
        made);
  }

  private static ClaimProof proven(
      Claim claim, Map<String, List<Finding>> findings, String environment) {
    return ClaimProof.of(claim, findings.getOrDefault(claim.id(), List.of()), environment);
  }

  private record Judged(JudgedRun run, Map<String, Verdict> verdicts) {}

  private static Judged judged(Step step, ProofFolder proof, Function<RunFolder, Judgement> judge) {
    String id = step.run();
    if (id == null) {
      return nothing(step, null, null);
    }
    try {
      Judgement judgement = judge.apply(RunFolder.open(proof.runs().resolve(id)));
      Long begin = judgement.run().begin();
      Long end = judgement.run().end();
      if (judgement.run().phases().isEmpty()) {
        return nothing(step, begin, end);
      }
      return new Judged(
          new JudgedRun(step, begin, end, true),
          judgement.ofTheProfile().stream()
              .collect(Collectors.toMap(each -> each.claim().id(), ClaimJudgement::verdict)));
    } catch (NoSuchRun | UnreadableEvidence e) {
      String reason = "The evidence of its run can't be read: " + message(e, proof) + ".";
      return of(step, new JudgedRun(step, null, null, true), new Verdict.Invalid(reason));
    }
  }

  /** The same wherever the folders are. */
  private static String message(RuntimeException e, ProofFolder proof) {
    return Objects.requireNonNullElse(e.getMessage(), "").replace(proof.runs() + "/", "");
  }

  private static Judged nothing(Step step, @Nullable Long begin, @Nullable Long end) {
    JudgedRun run = new JudgedRun(step, begin, end, false);
    String reason = "The run that was to judge it measured nothing: " + run.ended() + ".";
    return of(step, run, new Verdict.NotProven(reason));
  }

  private static Judged of(Step step, JudgedRun run, Verdict verdict) {
    return new Judged(
        run, step.claims().stream().collect(Collectors.toMap(id -> id, _ -> verdict)));
  }

  /**
   * 0 pass, 1 refuted, 2 not proven, 3 invalid, of all claims, the gravest of 3, 1 and 2; 130 where
   * it was interrupted. Where all would pass and a run came to nothing: that run's status.
   */
  public int exitStatus() {
    if (runs.ending() == Ending.INTERRUPTED) {
      return INTERRUPTED;
    }
    int ofTheClaims =
        ExitStatus.of(
            claims.stream()
                .map(each -> new ClaimJudgement(each.claim(), true, each.verdict(), List.of()))
                .toList());
    return ofTheClaims != ExitStatus.PASS
        ? ofTheClaims
        : made.stream()
            .filter(run -> !run.measured())
            .map(run -> Objects.requireNonNullElse(run.step().status(), ExitStatus.NOT_PROVEN))
            .findFirst()
            .orElse(ExitStatus.PASS);
  }

  /** How many claims have each verdict that any has, in one sentence. */
  public String line() {
    String counts =
        Verdict.ALL_WORDS.stream()
            .filter(words -> count(words) > 0)
            .map(words -> count(words) + " " + words)
            .collect(Collectors.joining(", "));
    return "Of " + claims.size() + " claims: " + counts + ".";
  }

  /** How many claims have the verdict of these words. */
  public long count(String words) {
    return claims.stream().filter(each -> each.verdict().words().equals(words)).count();
  }

  /** What has to be known beside the verdicts, a sentence each. */
  public List<String> notes() {
    Stream<String> ending =
        switch (runs.ending()) {
          case FINISHED -> Stream.of();
          case RUNNING -> Stream.of("This proof was killed, or its runs are still being made.");
          case INTERRUPTED -> Stream.of("This proof was interrupted: what it judged is here.");
          case FAILED -> Stream.of("The harness failed before all runs were made.");
        };
    return Stream.concat(
            ending,
            made.stream()
                .filter(run -> !run.measured())
                .map(run -> "No result of " + run.words() + ": " + run.ended() + "."))
        .toList();
  }
}
