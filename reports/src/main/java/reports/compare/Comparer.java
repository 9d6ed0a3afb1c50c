package reports.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import reports.compare.Comparison.PhaseComparison;
import reports.compare.Holm.Member;
import reports.judge.MeasuredRun;
import reports.judge.MeasuredRun.MeasuredPhase;
import reports.run.RunFolder;
import reports.run.UnreadableEvidence;
import reports.statistics.Samples;

/**
 * Compares two runs: all requests together and each kind that was planned often enough, in each
 * measured phase. The intervals speak of these two runs; how much two runs of one version differ
 * from each other, only repeated runs tell. The same evidence gives the same comparison.
 */
public final class Comparer {
  /** Kinds with fewer planned requests are shown, and not counted. */
  static final long COUNTED_FROM = 500;

  private final MeasuredRun a;
  private final MeasuredRun b;
  private final List<String> notes = new ArrayList<>();

  private Comparer(MeasuredRun a, MeasuredRun b) {
    this.a = a;
    this.b = b;
  }

  /**
   * Compares B with A.
   *
   * @throws Incomparable where the runs were not under the same load on the same kind of system
   * @throws UnreadableEvidence where one of them is damaged
   */
  public static Comparison compare(RunFolder a, RunFolder b) {
    if (a.path().equals(b.path())) {
      throw new Incomparable(a.id() + " is both runs; two are compared");
    }
    return compare(read(a), read(b));
  }

  static Comparison compare(MeasuredRun a, MeasuredRun b) {
    Likeness.require(a, b);
    return new Comparer(a, b).comparison();
  }

  private static MeasuredRun read(RunFolder folder) {
    MeasuredRun run = MeasuredRun.read(folder);
    if (!run.damage().isEmpty()) {
      throw new UnreadableEvidence(
          "the evidence of " + folder.id() + " is damaged: " + String.join("; ", run.damage()));
    }
    return run;
  }

  private Comparison comparison() {
    SequencedMap<String, List<String>> faults = new LinkedHashMap<>();
    List<Member> members = new ArrayList<>();
    for (MeasuredPhase before : a.phases()) {
      Optional<MeasuredPhase> after = phase(b, before.phase().name());
      if (after.isEmpty()) {
        notes.add("Phase " + before.phase().name() + " was measured in A only.");
        continue;
      }
      faults.put(before.phase().name(), faults(before, after.get()));
      members.addAll(members(before, after.get()));
    }
    b.phases().stream()
        .map(phase -> phase.phase().name())
        .filter(name -> phase(a, name).isEmpty())
        .forEach(name -> notes.add("Phase " + name + " was measured in B only."));
    if (faults.isEmpty()) {
      throw new Incomparable("the runs have no measured phase in common");
    }
    Holm holm = new Holm(members);
    Map<String, List<Difference>> differences =
        holm.decide().stream().collect(Collectors.groupingBy(Difference::phase));
    List<PhaseComparison> phases = new ArrayList<>();
    faults.forEach(
        (name, why) ->
            phases.add(new PhaseComparison(name, why, differences.getOrDefault(name, List.of()))));
    return new Comparison(a.run(), b.run(), Likeness.differsIn(a, b), phases, holm.family(), notes);
  }

  private static Optional<MeasuredPhase> phase(MeasuredRun run, String name) {
    return run.phases().stream().filter(phase -> phase.phase().name().equals(name)).findFirst();
  }

  private static List<String> faults(MeasuredPhase before, MeasuredPhase after) {
    List<String> faults = new ArrayList<>();
    before.faults().forEach(fault -> faults.add("A: " + fault));
    after.faults().forEach(fault -> faults.add("B: " + fault));
    return faults;
  }

  private List<Member> members(MeasuredPhase before, MeasuredPhase after) {
    String phase = before.phase().name();
    List<Member> members = new ArrayList<>();
    members.addAll(
        members(phase, Comparison.ALL, before.samples().all(), after.samples().all(), true));
    TreeSet<String> kinds = new TreeSet<>(before.samples().kinds());
    kinds.addAll(after.samples().kinds());
    for (String kind : kinds) {
      if (!before.samples().kinds().contains(kind) || !after.samples().kinds().contains(kind)) {
        String where = before.samples().kinds().contains(kind) ? "A" : "B";
        notes.add("In " + phase + ", " + kind + " was sent in " + where + " only.");
        continue;
      }
      boolean counted = planned(before, kind) && planned(after, kind);
      members.addAll(
          members(phase, kind, before.samples().kind(kind), after.samples().kind(kind), counted));
    }
    return members;
  }

  private static boolean planned(MeasuredPhase phase, String kind) {
    return phase.phase().planned().getOrDefault(kind, 0L) >= COUNTED_FROM;
  }

  private List<Member> members(
      String phase, String kind, Samples before, Samples after, boolean counted) {
    List<Member> members = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      Figures figures = metric.of(before, after, a.run().seed());
      members.add(new Member(phase, kind, metric, figures, counted));
    }
    return members;
  }
}
