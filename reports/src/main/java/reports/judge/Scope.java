package reports.judge;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reports.claims.Claim;
import reports.claims.Conditions;
import reports.run.EnvironmentFacts;

/** Whether a run's system is the one that a claim speaks of. */
final class Scope {
  private final Evidence evidence;
  private final Conditions conditions;

  private Scope(Evidence evidence, Claim claim) {
    this.evidence = evidence;
    this.conditions = claim.conditions();
  }

  /** Why a claim is out of scope, a sentence; empty where it is not. */
  static Optional<String> left(Evidence evidence, Claim claim) {
    String environment = evidence.run().environment();
    if (!claim.environments().contains(environment)) {
      return Optional.of(
          "It is judged in "
              + String.join(", ", claim.environments())
              + ", and this run was in "
              + environment
              + ".");
    }
    return new Scope(evidence, claim).left();
  }

  private Optional<String> left() {
    EnvironmentFacts facts = evidence.facts().orElse(null);
    if (conditions.equals(Conditions.NONE)) {
      return Optional.empty();
    }
    if (facts == null) {
      return demandsSystem()
          ? Optional.of("The run does not say what system it ran on.")
          : Optional.empty();
    }
    return Stream.of(
            differs("pods", conditions.pods(), facts.pods(), ""),
            differs("CPUs of a pod", conditions.podCpus(), facts.podCpus(), ""),
            differs("memory of a pod", conditions.podMemoryMiB(), facts.podMemoryMiB(), " MiB"),
            differs("database connections of a pod", conditions.poolSize(), facts.poolSize(), ""),
            cores(facts),
            differs("size of the data", conditions.size(), facts.size(), ""),
            database(facts.database()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private boolean demandsSystem() {
    return conditions.pods() != null
        || conditions.podCpus() != null
        || conditions.podMemoryMiB() != null
        || conditions.poolSize() != null
        || Objects.equals(conditions.ownCores(), true)
        || conditions.size() != null
        || !conditions.databases().isEmpty();
  }

  private static Optional<String> differs(
      String what, @Nullable Object wanted, @Nullable Object found, String unit) {
    if (wanted == null || wanted.equals(found)) {
      return Optional.empty();
    }
    String is = found == null ? "not recorded" : plain(found) + unit;
    return Optional.of(
        "The claim is about "
            + plain(wanted)
            + unit
            + " as the "
            + what
            + ", and here it is "
            + is
            + ".");
  }

  private static String plain(Object value) {
    return value instanceof Double number ? Words.number(number) : value.toString();
  }

  private Optional<String> cores(EnvironmentFacts facts) {
    if (!Objects.equals(conditions.ownCores(), true)) {
      return Optional.empty();
    }
    List<String> others = evidence.run().concurrentRuns();
    if (!others.isEmpty()) {
      return Optional.of(
          "The pod must have its cores to itself, and another run shared the machine: "
              + String.join(", ", others)
              + ".");
    }
    if (Objects.equals(facts.faults(), true)) {
      return Optional.of(
          "The claim is about pods and nothing between them and what they need, and here links for"
              + " faults were.");
    }
    if (facts.sharedCores() == null) {
      return Optional.of(
          "The pod must have its cores to itself, and the run does not say whether it had.");
    }
    return facts.sharedCores()
        ? Optional.of("The pod must have its cores to itself, and here it shared them.")
        : Optional.empty();
  }

  private Optional<String> database(EnvironmentFacts.@Nullable Database database) {
    if (conditions.databases().isEmpty()) {
      return Optional.empty();
    }
    String product = database == null ? null : database.product();
    String version = database == null ? null : database.version();
    if (product == null || version == null) {
      return Optional.of("The run does not say which database it ran on.");
    }
    boolean known =
        conditions.databases().stream()
            .anyMatch(
                one ->
                    product
                            .toLowerCase(Locale.ROOT)
                            .contains(one.product().toLowerCase(Locale.ROOT))
                        && version.startsWith(one.version()));
    return known
        ? Optional.empty()
        : Optional.of(
            "The claim is not about " + product + " " + version + ", which this run used.");
  }
}
