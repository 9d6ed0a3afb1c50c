package reports.judge;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reports.autoscaling.HpaComparison;
import reports.claims.Claim;
import reports.run.Audit;
import reports.run.Event;
import reports.run.Host;
import reports.run.Run;
import reports.run.SystemSecond;

/**
 * All that the judge found in a run folder: what the terminal, {@code verdict.json}, {@code
 * junit.xml} and the page show. It holds no clock, no locale and no path. Immutable.
 *
 * @param run what was asked
 * @param host what it ran on, where that is known
 * @param headline the answer in one line
 * @param claims one judgement for each claim, those of the profile first
 * @param phases the load and what came of it, in order of time, unmeasured phases included
 * @param checks what a measurement must keep to count, each with its figure and limit
 * @param generator the load generator, second by second
 * @param injectors each of several injectors; none where there was but one
 * @param system the system, second by second
 * @param events the timeline
 * @param audit what the database says, where it was asked
 * @param notes what is wrong or missing in the evidence, a sentence each
 * @param nextSteps what to do next
 * @param autoscaling what the autoscaler decided beside its model; empty where there was none
 * @param experiment what came of the experiment; empty where none was judged
 */
public record Judgement(
    Run run,
    Optional<Host> host,
    Headline headline,
    List<ClaimJudgement> claims,
    List<PhaseResult> phases,
    List<Check> checks,
    List<GeneratorPoint> generator,
    List<InjectorResult> injectors,
    List<SystemSecond> system,
    List<Event> events,
    Optional<Audit> audit,
    List<String> notes,
    List<NextStep> nextSteps,
    Optional<HpaComparison> autoscaling,
    Optional<ExperimentResult> experiment) {
  /** Copies its lists. */
  public Judgement {
    claims = List.copyOf(claims);
    phases = List.copyOf(phases);
    checks = List.copyOf(checks);
    generator = List.copyOf(generator);
    injectors = List.copyOf(injectors);
    system = List.copyOf(system);
    events = List.copyOf(events);
    notes = List.copyOf(notes);
    nextSteps = List.copyOf(nextSteps);
  }

  /** The judgements of the claims that the run's profile names; only these set the exit status. */
  public List<ClaimJudgement> ofTheProfile() {
    return claims.stream().filter(ClaimJudgement::ofTheProfile).toList();
  }

  /**
   * What came of the experiment that a claim was judged by; empty where it was judged otherwise.
   */
  public Optional<ExperimentResult> experimentOf(ClaimJudgement claim) {
    boolean by = claim.ofTheProfile() && claim.claim().method() == Claim.Method.EXPERIMENT;
    return by ? experiment : Optional.empty();
  }

  /** 0 pass, 1 refuted, 2 not proven, 3 invalid; the gravest of 3, 1 and 2 counts. */
  public int exitStatus() {
    return ExitStatus.of(ofTheProfile());
  }

  /**
   * The answer.
   *
   * @param line one sentence
   * @param factor highest verified load over stated load, NaN where no load was verified
   * @param verified the highest verified load, NaN where none was
   * @param stated the stated load, NaN where no load was stated
   * @param unit of both
   * @param bound how good it was at the verified load, a clause; empty where there is none
   * @param endedBy the resource or level that ended it, a clause; empty where nothing did
   */
  public record Headline(
      String line,
      double factor,
      double verified,
      double stated,
      String unit,
      String bound,
      String endedBy) {}

  /**
   * A claim and its verdict.
   *
   * @param ofTheProfile whether the run was made to judge it
   * @param levels every level that was tested, in the order of phases and levels
   */
  public record ClaimJudgement(
      Claim claim, boolean ofTheProfile, Verdict verdict, List<LevelResult> levels) {
    /** Copies its list. */
    public ClaimJudgement {
      levels = List.copyOf(levels);
    }
  }

  /**
   * One step towards the next verdict.
   *
   * @param why a sentence
   * @param command what to type, empty where nothing is typed
   */
  public record NextStep(String why, String command) {}

  /**
   * The generator in one second, summed or the worst over all injectors.
   *
   * @param t epoch milliseconds
   * @param cpu highest share of what it may use
   * @param machineCpu share of the whole machine
   * @param runQueueDelayMillis sum over its threads
   * @param gcPauseMillis the longest pause
   * @param startLagP99Millis 99th percentile of this second's start lags, NaN where nothing started
   * @param startLagMaxMillis the largest, NaN where nothing started
   * @param wakeUpP99Micros 99th percentile of wake-up delays, NaN where none was recorded
   * @param activeUsers simulated people
   * @param sockets open sockets
   * @param heapUsedMiB heap in use
   * @param retries requests sent again, NaN where nobody counted
   */
  public record GeneratorPoint(
      long t,
      double cpu,
      double machineCpu,
      double runQueueDelayMillis,
      double gcPauseMillis,
      double startLagP99Millis,
      double startLagMaxMillis,
      double wakeUpP99Micros,
      int activeUsers,
      int sockets,
      double heapUsedMiB,
      double retries) {}

  /**
   * One of several injectors, over all measured phases.
   *
   * @param number from 1
   * @param requests in its log
   * @param startLagP99Millis the highest of any phase, NaN where nothing started
   * @param startLagMaxMillis the largest, NaN where nothing started
   * @param gcPauseMillis the longest pause
   * @param cpu highest share in ten seconds of what it and those on its CPUs may use
   * @param sockets the most that it had open at once
   * @param clockOffsetMillis how far its clock was off, NaN where it is not known
   * @param clockErrorMillis how exactly that is known, NaN where it is not
   * @param ended how it ended, a clause
   */
  public record InjectorResult(
      int number,
      long requests,
      double startLagP99Millis,
      double startLagMaxMillis,
      double gcPauseMillis,
      double cpu,
      int sockets,
      double clockOffsetMillis,
      double clockErrorMillis,
      String ended) {}

  /** What is said of a phase's name where there is one. */
  static String in(@Nullable String phase) {
    return phase == null ? "" : " in " + phase;
  }
}
