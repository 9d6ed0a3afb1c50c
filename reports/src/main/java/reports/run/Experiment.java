package reports.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was broken in a run, and what was looked at: the content of {@code experiment.json}. Times
 * are epoch milliseconds. Immutable.
 *
 * @param schema {@link RunFolder#SCHEMA}
 * @param name the experiment's name
 * @param hypothesis what is expected to hold, in one sentence
 * @param command the one line that repeats it
 * @param limits what it may cost
 * @param faults what was done, in the order of the plan; none in the control
 * @param invariants what was checked of the data
 * @param residue what the machine held before and after
 */
public record Experiment(
    int schema,
    String name,
    String hypothesis,
    String command,
    Limits limits,
    List<FaultRecord> faults,
    List<Invariant> invariants,
    @Nullable Residue residue) {
  /** Copies its lists; absent ones are empty. */
  public Experiment {
    faults = Run.copy(faults);
    invariants = Run.copy(invariants);
  }

  /**
   * What the faults may cost.
   *
   * @param failedPercentMax requests that fail in the measured phase beyond those of the baseline,
   *     in per cent of all
   * @param recoverySecondsMax from the last fault's undoing until the service is in its band again
   * @param steadySeconds how long it has to stay there to count as recovered
   * @param partsMax how many parts may be disturbed at once
   */
  public record Limits(
      double failedPercentMax, double recoverySecondsMax, int steadySeconds, int partsMax) {}

  /**
   * One fault.
   *
   * @param fault its name, such as {@code pod-killed}
   * @param target the part or link
   * @param leavesTraces whether there is something to witness; only the control has nothing
   * @param planned when it was to be injected
   * @param begun when the injection began; null where it never did
   * @param injected when the injection was done; null where it never was
   * @param undone when everything was as before; null where it never was
   * @param witness what another source than the injector says; null where nobody looked
   * @param failure what went wrong in injecting or undoing; null where nothing did
   */
  public record FaultRecord(
      String fault,
      String target,
      boolean leavesTraces,
      long planned,
      @Nullable Long begun,
      @Nullable Long injected,
      @Nullable Long undone,
      @Nullable Testimony witness,
      @Nullable String failure) {}

  /**
   * What a witness saw.
   *
   * @param source what it read, such as "/proc/PID/stat" or "the server's uptime"
   * @param before what it read before the injection
   * @param during what it read while the fault was in force, or right after one that is over at
   *     once
   * @param after what it read after the undoing
   * @param fired whether that shows that the fault was in force
   */
  public record Testimony(
      String source,
      @Nullable String before,
      @Nullable String during,
      @Nullable String after,
      boolean fired) {}

  /** How an invariant fared. */
  public enum Outcome {
    /** It held in all that was checked. */
    @JsonProperty("held")
    HELD,
    /** It did not. */
    @JsonProperty("violated")
    VIOLATED,
    /** It could not be decided, such as by a search that took too long. */
    @JsonProperty("unknown")
    UNKNOWN,
    /** The load has nothing that it is about. */
    @JsonProperty("not applicable")
    NOT_APPLICABLE
  }

  /**
   * Something that must be true of the data.
   *
   * @param name such as {@code seats-within-bounds}
   * @param says what must be true, in one sentence
   * @param checked how many things were checked; an invariant of which nothing was checked is
   *     unknown, or not applicable where the load was planned without what it is about
   * @param violated how many of them were wrong
   * @param violations the first hundred of these
   * @param note why it is unknown or not applicable; null where it is neither
   */
  public record Invariant(
      String name,
      String says,
      Outcome outcome,
      long checked,
      long violated,
      List<Violation> violations,
      @Nullable String note) {
    /** Copies its list; an absent one is empty. */
    public Invariant {
      violations = Run.copy(violations);
    }
  }

  /**
   * One thing that is wrong.
   *
   * @param key what it is about, such as {@code user:12/course:7}
   * @param sentence what is wrong
   * @param history what happened to the key, oldest first, a line each
   */
  public record Violation(String key, String sentence, List<String> history) {
    /** Copies its list; an absent one is empty. */
    public Violation {
      history = Run.copy(history);
    }
  }

  /**
   * What a fault could leave behind (toxics, rules, quotas, stopped processes, files), one line for
   * each thing, looked for before the first injection and after the last undoing.
   */
  public record Residue(List<String> before, List<String> after) {
    /** Copies its lists; absent ones are empty. */
    public Residue {
      before = Run.copy(before);
      after = Run.copy(after);
    }

    /** What is there now and was not. */
    public List<String> left() {
      return after.stream().filter(each -> !before.contains(each)).toList();
    }
  }
}
