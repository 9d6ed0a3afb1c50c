package reports.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reports.judge.MeasuredRun;
import reports.judge.MeasuredRun.MeasuredPhase;
import reports.run.EnvironmentFacts;
import reports.run.Phase;

/** What two runs must have in common to be compared, and what else they differ in. */
final class Likeness {
  private final MeasuredRun a;
  private final MeasuredRun b;
  private final List<String> differences = new ArrayList<>();

  private Likeness(MeasuredRun a, MeasuredRun b) {
    this.a = a;
    this.b = b;
  }

  /** Refuses runs of another profile, environment, size of data, number of pods, or load. */
  static void require(MeasuredRun a, MeasuredRun b) {
    Likeness likeness = new Likeness(a, b);
    likeness.same("the profile", a.run().profile(), b.run().profile());
    likeness.same("the environment", a.run().environment(), b.run().environment());
    likeness.same("the size of the data", fact(a, Fact.SIZE), fact(b, Fact.SIZE));
    likeness.same("the number of pods", fact(a, Fact.PODS), fact(b, Fact.PODS));
    likeness.same("the CPUs of a pod", fact(a, Fact.POD_CPUS), fact(b, Fact.POD_CPUS));
    likeness.loads();
    if (!likeness.differences.isEmpty()) {
      throw new Incomparable(
          a.run().id()
              + " and "
              + b.run().id()
              + " can't be compared: "
              + String.join("; ", likeness.differences));
    }
  }

  /** What may differ, and a reader must know, such as the commit. */
  static List<String> differsIn(MeasuredRun a, MeasuredRun b) {
    Likeness likeness = new Likeness(a, b);
    likeness.same("the commit", a.run().commit(), b.run().commit());
    likeness.same("the seed", a.run().seed(), b.run().seed());
    for (Fact fact : List.of(Fact.MEMORY, Fact.POOL, Fact.SHARED_CORES, Fact.DATABASE, Fact.HASH)) {
      likeness.same(fact.words, fact(a, fact), fact(b, fact));
    }
    likeness.settings();
    return likeness.differences;
  }

  private enum Fact {
    SIZE("the size of the data"),
    PODS("the number of pods"),
    POD_CPUS("the CPUs of a pod"),
    MEMORY("the memory of a pod"),
    POOL("the number of database connections of a pod"),
    SHARED_CORES("whether a pod shares its cores"),
    DATABASE("the database"),
    HASH("the password hash");

    private final String words;

    Fact(String words) {
      this.words = words;
    }
  }

  private static @Nullable Object fact(MeasuredRun run, Fact fact) {
    EnvironmentFacts facts = run.facts().orElse(null);
    if (facts == null) {
      return null;
    }
    EnvironmentFacts.Database database = facts.database();
    return switch (fact) {
      case SIZE -> facts.size();
      case PODS -> facts.pods();
      case POD_CPUS -> facts.podCpus();
      case MEMORY -> facts.podMemoryMiB();
      case POOL -> facts.poolSize();
      case SHARED_CORES -> facts.sharedCores();
      case DATABASE -> database == null ? null : database.product() + " " + database.version();
      case HASH -> facts.hash();
    };
  }

  private void same(String what, @Nullable Object inA, @Nullable Object inB) {
    if (!Objects.equals(inA, inB)) {
      differences.add(what + " is " + said(inA) + " in A and " + said(inB) + " in B");
    }
  }

  private static String said(@Nullable Object value) {
    return value == null ? "not recorded" : value.toString();
  }

  private void loads() {
    for (MeasuredPhase before : a.phases()) {
      for (MeasuredPhase after : b.phases()) {
        if (before.phase().name().equals(after.phase().name())) {
          String phase = before.phase().name();
          same("the load of " + phase, load(before.phase()), load(after.phase()));
        }
      }
    }
  }

  private static String load(Phase phase) {
    if (phase.requestsPerSecond() != null) {
      return phase.requestsPerSecond() + " requests a second";
    }
    return phase.users() != null ? phase.users() + " users" : phase.plannedRequests() + " requests";
  }

  private void settings() {
    TreeSet<String> names = new TreeSet<>(a.run().settings().keySet());
    names.addAll(b.run().settings().keySet());
    for (String name : names) {
      if (!name.equals("seed")) {
        same("setting " + name, a.run().settings().get(name), b.run().settings().get(name));
      }
    }
  }
}
