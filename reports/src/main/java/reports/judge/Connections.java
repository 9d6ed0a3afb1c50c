package reports.judge;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import reports.claims.Claim;
import reports.judge.Evidence.PhaseEvidence;
import reports.run.EnvironmentFacts;
import reports.run.SystemSecond;
import reports.run.SystemSecond.ProcessSample;

/**
 * Judges database connections by two accounts: how many each pod says it holds and uses, and how
 * many the database says it has.
 */
final class Connections {
  private final Claim claim;
  private final List<PhaseEvidence> phases;
  private final List<SystemSecond> seconds;
  private final List<SystemSecond> whole;
  private final int pods;
  private final int poolSize;

  Connections(Evidence evidence, Claim claim) {
    this.claim = claim;
    this.pods = evidence.facts().map(EnvironmentFacts::pods).orElse(0);
    this.poolSize = evidence.facts().map(EnvironmentFacts::poolSize).orElse(0);
    this.phases = evidence.measuredFor(claim);
    this.seconds = phases.stream().flatMap(phase -> phase.system().stream()).toList();
    this.whole = seconds.stream().filter(this::isWhole).toList();
  }

  /** Each pod held the stated number, never more, and used all of them at once. */
  Verdict ofEachPod() {
    double stated = claim.stated().value();
    Optional<Pool> more =
        pools().stream().filter(pool -> pool.most(ProcessSample::poolHeld) > stated).findFirst();
    if (more.isPresent()) {
      double most = more.get().most(ProcessSample::poolHeld);
      return new Verdict.Refuted(
          "%s held %s connections, and %s is the most."
              .formatted(more.get().pod(), Words.number(most), Words.number(stated)),
          figure(more.get().pod(), most));
    }
    Optional<Verdict> broken = broken();
    if (broken.isPresent()) {
      return broken.get();
    }
    for (Pool pool : pools()) {
      Verdict less = less(pool, stated);
      if (less != null) {
        return less;
      }
    }
    return new Verdict.Verified(
        "%s %s connections and never more, and had all of them in use at once; %s. %s"
            .formatted(
                pods == 1 ? "The pod held" : "Each of " + pods + " pods held",
                Words.number(stated),
                waits(),
                ofTheDatabase()),
        figure("pod", stated));
  }

  /** Why a pod did not do what was stated; null where it did. */
  private @Nullable Verdict less(Pool pool, double stated) {
    double held = pool.most(ProcessSample::poolHeld);
    double used = pool.most(ProcessSample::poolActive);
    if (held < stated && pool.most(ProcessSample::poolPending) > 0) {
      return new Verdict.Refuted(
          "%s held %s connections at most while requests waited for one, and %s were promised."
              .formatted(pool.pod(), Words.number(held), Words.number(stated)),
          figure(pool.pod(), held));
    }
    if (held < stated) {
      return new Verdict.NotProven(
          "%s held %s connections at most, and nothing that it did asked for %s."
              .formatted(pool.pod(), Words.number(held), Words.number(stated)),
          figure(pool.pod(), held));
    }
    if (used < stated) {
      return new Verdict.NotProven(
          "%s held %s connections, and had %s of them in use at most: the load never needed all."
              .formatted(pool.pod(), Words.number(held), Words.number(used)),
          figure(pool.pod(), used));
    }
    return null;
  }

  /** All pods together held the stated number in every second, and the database allowed them. */
  Verdict inAll() {
    double stated = claim.stated().value();
    double refused = grown(second -> database(second, ProcessSample::connectionsRefused));
    double allowed = most(second -> database(second, ProcessSample::connectionsLimit));
    Optional<Verdict> broken = broken();
    if (broken.isPresent()) {
      return broken.get();
    }
    double least = whole.stream().mapToDouble(Connections::inAll).min().orElse(0);
    double most = most(Connections::inAll);
    if ((double) pods * poolSize < stated) {
      return new Verdict.NotProven(
          "%s ran with a pool of %s, and %s connections take %s such pods. %s"
              .formatted(
                  pods == 1 ? "One pod" : pods + " pods",
                  Words.number(poolSize),
                  Words.number(stated),
                  Words.number(Math.ceil(stated / Math.max(1, poolSize))),
                  ofTheDatabase()),
          figure("platform", most));
    }
    if (refused > 0 || allowed < stated) {
      return new Verdict.Refuted(
          "The database allows %s connections and refused %s in the phase; %s were promised. %s"
              .formatted(
                  Words.number(allowed),
                  Words.number(refused),
                  Words.number(stated),
                  ofTheDatabase()),
          figure("platform", most));
    }
    if (least < stated) {
      return new Verdict.NotProven(
          "%s pods held from %s to %s connections, and not %s in every second. %s"
              .formatted(
                  pods,
                  Words.number(least),
                  Words.number(most),
                  Words.number(stated),
                  ofTheDatabase()),
          figure("platform", least));
    }
    return new Verdict.Verified(
        ("%s pods held %s connections and more in every second, %s of them in use at once at most;"
                + " %s. %s")
            .formatted(
                pods,
                Words.number(least),
                Words.number(most(Connections::used)),
                waits(),
                ofTheDatabase()),
        figure("platform", least));
  }

  /** What keeps the figures from counting. */
  private Optional<Verdict> broken() {
    if (phases.isEmpty()) {
      String names = String.join(" or ", claim.workload().stream().map(t -> t.phase()).toList());
      return Optional.of(new Verdict.NotProven("The run measured no phase called " + names + "."));
    }
    if (!phases.stream().allMatch(PhaseEvidence::complete)) {
      return Optional.of(new Verdict.NotProven("The run ended before its phase was over."));
    }
    double planned = phases.stream().mapToDouble(phase -> phase.phase().seconds()).sum();
    if (whole.size() * 100 < Limits.RECORDED_PERCENT * planned) {
      return Optional.of(
          new Verdict.NotProven(
              ("In %s of %s seconds only did all pods and the database say how many connections"
                      + " they had.")
                  .formatted(Words.number((long) whole.size()), Words.number(Math.rint(planned)))));
    }
    double apart = middle(second -> connections(second) - inAll(second));
    return Math.abs(apart) > Limits.CONNECTIONS_APART
        ? Optional.of(
            new Verdict.Invalid(
                ("The database counts %s connections and the pods %s (the middle of all seconds):"
                        + " the numbers contradict each other.")
                    .formatted(
                        Words.number(middle(Connections::connections)),
                        Words.number(middle(Connections::inAll)))))
        : Optional.empty();
  }

  private String ofTheDatabase() {
    return "The database counted %s at most, and allows %s."
        .formatted(
            Words.number(most(Connections::connections)),
            Words.number(most(second -> database(second, ProcessSample::connectionsLimit))));
  }

  private String waits() {
    double millis = grown(second -> sum(second, ProcessSample::poolWaitMillis).orElse(0));
    double requests = grown(second -> sum(second, ProcessSample::requests).orElse(0));
    double waiting = most(second -> sum(second, ProcessSample::poolPending).orElse(0));
    return "up to %s requests waited for one, and a request %s ms on average"
        .formatted(Words.number(waiting), Words.number(requests > 0 ? millis / requests : 0));
  }

  private Verdict.Figure figure(String of, double value) {
    return new Verdict.Figure(
        "connections of the " + of, value, value, claim.stated().value(), "connections");
  }

  /** The seconds of one pod. */
  private record Pool(String pod, List<ProcessSample> samples) {
    double most(Function<ProcessSample, @Nullable Double> figure) {
      return samples.stream()
          .map(figure)
          .filter(Objects::nonNull)
          .mapToDouble(Double::doubleValue)
          .max()
          .orElse(0);
    }
  }

  private List<Pool> pools() {
    TreeSet<String> names = new TreeSet<>();
    seconds.forEach(second -> names.addAll(second.processes().keySet()));
    return names.stream()
        .filter(Connections::isPod)
        .map(
            name ->
                new Pool(
                    name,
                    seconds.stream()
                        .map(second -> second.processes().get(name))
                        .filter(Objects::nonNull)
                        .toList()))
        .toList();
  }

  private static boolean isPod(String process) {
    return process.startsWith("pod");
  }

  private boolean isWhole(SystemSecond second) {
    long said =
        second.processes().entrySet().stream()
            .filter(process -> isPod(process.getKey()) && process.getValue().poolHeld() != null)
            .count();
    return said >= pods && !Double.isNaN(connections(second));
  }

  private static double inAll(SystemSecond second) {
    return sum(second, ProcessSample::poolHeld).orElse(0);
  }

  private static double used(SystemSecond second) {
    return sum(second, ProcessSample::poolActive).orElse(0);
  }

  private static double connections(SystemSecond second) {
    return database(second, ProcessSample::connections);
  }

  private static double database(
      SystemSecond second, Function<ProcessSample, @Nullable Double> figure) {
    ProcessSample database = second.processes().get("database");
    Double value = database == null ? null : figure.apply(database);
    return value == null ? Double.NaN : value;
  }

  private static OptionalDouble sum(
      SystemSecond second, Function<ProcessSample, @Nullable Double> figure) {
    return second.processes().entrySet().stream()
        .filter(process -> isPod(process.getKey()))
        .map(process -> figure.apply(process.getValue()))
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .reduce(Double::sum);
  }

  private double most(ToDoubleFunction<SystemSecond> figure) {
    return whole.stream().mapToDouble(figure).filter(Double::isFinite).max().orElse(0);
  }

  private double grown(ToDoubleFunction<SystemSecond> counter) {
    return whole.isEmpty()
        ? 0
        : counter.applyAsDouble(whole.getLast()) - counter.applyAsDouble(whole.getFirst());
  }

  private double middle(ToDoubleFunction<SystemSecond> figure) {
    double[] sorted = whole.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
