package loadtests.standin;

import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import loadtests.Injection;
import loadtests.journeys.World;
import loadtests.learners.Learner;
import loadtests.learners.SeedData;
import loadtests.learners.Seeded;
import loadtests.pace.Timeline;
import loadtests.plan.Plan;
import loadtests.plan.Shard;

/** Sends {@link StandInLoad#plan()} to a {@link StandIn} and writes down what was observed. */
public final class StandInSimulation extends Simulation {
  private final Plan plan = StandInLoad.plan();
  private final World world = new World(Shard.WHOLE);
  private final Tally tally = new Tally();
  private final StandIn server;
  private final Path out = Path.of(System.getProperty("standin.out"));

  public StandInSimulation() throws IOException {
    server = new StandIn();
    setUp(Injection.populations(world, plan))
        .protocols(http.disableWarmUp().disableCaching().disableFollowRedirect());
  }

  @Override
  public void before() {
    try {
      Path file = out.resolveSibling("seed.json");
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
    try (var writer = Files.newBufferedWriter(out)) {
      facts.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
