package environments;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StandingEnvironmentTest {
  private static final EnvironmentSettings ASKED =
      EnvironmentSettings.embedded().withPods(2).withFaults().withProgress(_ -> {});

  private final List<Told> opened = new ArrayList<>();
  private final StandingEnvironment standing =
      new StandingEnvironment(this::start, Duration.ofMillis(50));

  private Environment start(EnvironmentSettings settings) {
    var told = new Told(settings.runId());
    opened.add(told);
    return told;
  }

  @AfterEach
  void end() {
    standing.close();
  }

  @Test
  void isTheSameForRunsThatAskForTheSame() {
    standing.open(ASKED.forRun("first", "steady", null)).close();
    standing.open(ASKED.forRun("second", "storm", null)).close();

    assertThat(opened).singleElement().extracting(each -> each.closed).isEqualTo(0);
    assertThat(opened.getFirst().served).containsExactly("first", "second");
  }

  @Test
  void isAnotherForARunThatAsksForSomethingElse() {
    standing.open(ASKED.forRun("first", "steady", null)).close();
    standing
        .open(ASKED.withFaults(Set.of(Preparation.OWN_CLOCKS)).forRun("second", "steady", null))
        .close();

    assertThat(opened).hasSize(2);
    assertThat(opened.getFirst().closed).isEqualTo(1);
    assertThat(opened.getLast().closed).isEqualTo(0);
  }

  @Test
  void isAnotherAfterItWasEnded() {
    assertThat(standing.isUp()).isFalse();
    standing.open(ASKED).close();
    assertThat(standing.isUp()).isTrue();
    standing.end();
    assertThat(standing.isUp()).isFalse();
    standing.open(ASKED).close();
    standing.end();

    assertThat(opened).hasSize(2).allMatch(each -> each.closed == 1);
  }

  @Test
  void isAnotherWhereNotAllPodsServeAnyMore() {
    standing.open(ASKED).close();
    opened.getFirst().ready = 1;
    standing.open(ASKED).close();

    assertThat(opened).hasSize(2);
    assertThat(opened.getFirst().closed).isEqualTo(1);
  }

  @Test
  void endsWithWhoeverHasIt() {
    standing.open(ASKED).close();
    standing.close();

    assertThat(opened).singleElement().extracting(each -> each.closed).isEqualTo(1);
  }

  /** An environment that tells what became of it. */
  private static final class Told implements Environment {
    private final List<String> served = new ArrayList<>();
    private int ready = 2;
    private int closed;

    Told(String run) {
      served.add(run);
    }

    @Override
    public String name() {
      return "embedded";
    }

    @Override
    public List<URI> pods() {
      return List.of();
    }

    @Override
    public Path seedFile() {
      return Path.of("seed.json");
    }

    @Override
    public Optional<DatabaseAccess> database() {
      return Optional.empty();
    }

    @Override
    public Map<String, Object> describe() {
      return Map.of();
    }

    @Override
    public List<Map<String, Object>> others() {
      return List.of();
    }

    @Override
    public Map<String, Object> sample(Duration patience) {
      return Map.of("podsReady", ready);
    }

    @Override
    public Placement placement() {
      return new Placement(List.of(), List.of(), true);
    }

    @Override
    public void serve(EnvironmentSettings run) {
      served.add(run.runId());
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
