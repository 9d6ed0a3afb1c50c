package loadtests.standin;

import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import loadtests.Injection;
import loadtests.journeys.World;
import loadtests.learners.Learner;
import loadtests.learners.SeedData;
import loadtests.learners.Seeded;
import loadtests.pace.Retries;
import loadtests.pace.Timeline;
import loadtests.plan.Plan;
import loadtests.plan.Shard;

/** Sends a {@link StandInLoad} to a {@link StandIn} and writes down what was observed. */
public final class StandInSimulation extends Simulation {
  /** The property that says whether the stand-in is in trouble. */
  static final String TROUBLED = "standin.troubled";

  private final boolean isTroubled = Boolean.getBoolean(TROUBLED);
  private final Plan plan = isTroubled ? StandInLoad.troubled() : StandInLoad.plan();
  private final World world =
      new World(Shard.WHOLE, isTroubled ? StandInLoad.RETRIES : Retries.NONE);
  private final Tally tally = new Tally();
  private final Troubled troubled = new Troubled();
  private final StandIn server;

  public StandInSimulation() throws IOException {
    server = new StandIn(isTroubled ? troubled : Mood.WELL);
    setUp(Injection.populations(world, plan)).protocols(Injection.protocol());
  }

  @Override
  public void before() {
    try {
      Path file = StandInRun.out().resolveSibling("seed.json");
      Seeded.write(file, plan.load().users(), 120, 8);
      SeedData data = SeedData.read(file);
      List<SeedData.Account> accounts = data.learners();
      List<Learner> learners =
          IntStream.range(0, plan.load().users())
              .mapToObj(i -> new Learner(data, accounts.get(i), plan.load().seed(), i, "run"))
              .toList();
      long origin = System.currentTimeMillis() + Injection.leadIn(plan, Shard.WHOLE).toMillis();
      world.begin(
          new Timeline(origin, plan), List.of(server.address()), learners, List.of(), tally);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void after() {
    server.close();
    var facts = new Properties();
    tally.counts().forEach((what, count) -> facts.setProperty(what, Integer.toString(count)));
    facts.setProperty(
        "lags", String.join(",", tally.lags().stream().map(String::valueOf).toList()));
    facts.setProperty("server requests", Integer.toString(server.requests()));
    facts.setProperty("overlaps", Integer.toString(server.overlaps()));
    facts.setProperty("keys twice", Integer.toString(server.keysTwice()));
    addTries(facts);
    StandInRun.write(facts);
  }

  /** Each different call by what it is and how often it was sent, and the shortest busy pause. */
  private void addTries(Properties facts) {
    troubled
        .calls()
        .collect(Collectors.groupingBy(call -> sort(call.getKey()), Collectors.toList()))
        .forEach(
            (sort, calls) -> {
              String tries =
                  calls.stream()
                      .map(call -> String.valueOf(call.getValue().size()))
                      .distinct()
                      .sorted()
                      .collect(Collectors.joining(","));
              facts.setProperty(sort, Integer.toString(calls.size()));
              facts.setProperty(sort + " tries", tries);
            });
    troubled
        .calls()
        .filter(call -> Troubled.isPosition(call.getKey()) && call.getValue().size() > 1)
        .mapToLong(call -> call.getValue().get(1) - call.getValue().get(0))
        .min()
        .ifPresent(
            nanos ->
                facts.setProperty(
                    "busy pause", Long.toString(TimeUnit.NANOSECONDS.toMillis(nanos))));
  }

  private static String sort(Mood.Call call) {
    if (Troubled.isCompletion(call)) {
      return Troubled.isOdd(call) ? "odd completions" : "even completions";
    }
    if (Troubled.isAnswer(call)) {
      return "answers";
    }
    if (Troubled.isPosition(call)) {
      return "positions";
    }
    if (Troubled.isSubmission(call)) {
      return "submissions";
    }
    boolean reads = call.method().equals("GET") || call.path().equals("/api/sign-in");
    return reads ? "others" : "other writes";
  }
}
