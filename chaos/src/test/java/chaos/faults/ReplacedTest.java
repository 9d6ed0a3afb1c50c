package chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.Part;
import environments.RolloutFailed;
import environments.Rollouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ReplacedTest {
  private final List<String> done = new ArrayList<>();

  @Test
  void isTheDeploymentsOwnUpdateWhereThereIsOne() throws Exception {
    prepared(Optional.of(new Updates(false))).inject();

    assertThat(done).containsExactly("rolling update");
  }

  @Test
  void endsAndStartsOnePodAfterTheOtherElsewhere() throws Exception {
    prepared(Optional.empty()).inject();

    assertThat(done).containsExactly("stop pod-1", "start pod-1", "stop pod-2", "start pod-2");
  }

  @Test
  void saysWhyAnUpdateFailed() {
    Injection injection = prepared(Optional.of(new Updates(true)));

    assertThatThrownBy(injection::inject)
        .isInstanceOf(FaultFailed.class)
        .hasMessage("the rolling update failed: it takes too long");
  }

  private Injection prepared(Optional<Rollouts> rollouts) {
    var site =
        new Site(
            "somewhere",
            List.of(new Pod("pod-1"), new Pod("pod-2")),
            List.of(),
            Optional.empty(),
            rollouts,
            Path.of("/nowhere"));
    return new Replaced().prepare(site, new SplittableRandom(1));
  }

  private final class Pod implements Part {
    private final String name;

    Pod(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Kind kind() {
      return Kind.POD;
    }

    @Override
    public OptionalLong pid() {
      return OptionalLong.empty();
    }

    @Override
    public void stop(Duration grace) {
      done.add("stop " + name);
    }

    @Override
    public void start() {
      done.add("start " + name);
    }
  }

  private final class Updates implements Rollouts {
    private final boolean fail;

    Updates(boolean fail) {
      this.fail = fail;
    }

    @Override
    public void restart() {
      if (fail) {
        throw new RolloutFailed("it takes too long");
      }
      done.add("rolling update");
    }

    @Override
    public String evict() {
      return "";
    }

    @Override
    public String updateThatFails() {
      return "";
    }
  }
}
