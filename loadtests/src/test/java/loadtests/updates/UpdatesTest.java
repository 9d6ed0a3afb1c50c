package loadtests.updates;

import static org.assertj.core.api.Assertions.assertThat;

import environments.RolloutFailed;
import environments.Rollouts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import loadtests.record.Recorder;
import loadtests.record.RunIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.run.Ending;
import reports.run.Event;

class UpdatesTest {
  @TempDir Path runs;

  private final List<String> done = new ArrayList<>();

  @Test
  void areDoneInOrderAndPutDown() throws InterruptedException {
    Recorder recorder = recorder();
    CountDownLatch over = new CountDownLatch(1);
    try (Updates _ = Updates.at(System.currentTimeMillis(), rollouts(over), recorder)) {
      over.await();
    }
    recorder.end(Ending.FINISHED);

    assertThat(done)
        .containsExactly(
            "restart", "restart", "restart", "evict", "evict", "evict", "update that fails");
    assertThat(events(recorder))
        .startsWith("restart 1: begun", "restart 1: done: all pods are new", "restart 2: begun")
        .contains("eviction 3: done: 3 pods, one by one")
        .endsWith("failed update 1: begun", "failed update 1: done: rolled back; no answer");
  }

  @Test
  void areNotGoneOnWithWhenTheyAreClosed() {
    Recorder recorder = recorder();
    try (Updates _ =
        Updates.at(
            System.currentTimeMillis() + 3_600_000, rollouts(new CountDownLatch(1)), recorder)) {
      assertThat(done).isEmpty();
    }
    recorder.end(Ending.FINISHED);

    assertThat(events(recorder)).isEmpty();
  }

  @Test
  void haveNotFailedWhereTheEndOfTheLoadCutsThemShort() throws InterruptedException {
    Recorder recorder = recorder();
    CountDownLatch begun = new CountDownLatch(1);
    try (Updates _ = Updates.at(System.currentTimeMillis(), thatNeverEnd(begun), recorder)) {
      begun.await();
    }
    recorder.end(Ending.FINISHED);

    assertThat(events(recorder))
        .containsExactly("restart 1: begun", "restart 1: cut short: the load was over");
  }

  @Test
  void haveFailedWhereTheyFail() throws InterruptedException {
    Recorder recorder = recorder();
    CountDownLatch over = new CountDownLatch(1);
    try (Updates _ = Updates.at(System.currentTimeMillis(), thatFail(over), recorder)) {
      over.await();
    }
    recorder.end(Ending.FINISHED);

    assertThat(events(recorder)).contains("restart 1: begun", "restart 1: failed: no pod is ready");
  }

  private Recorder recorder() {
    return Recorder.begin(
        new RunIdentity(
            runs, "rolling-update", "k3s", "0123456789", 1, new TreeMap<>(), List.of()));
  }

  private static List<String> events(Recorder recorder) {
    List<String> events = new ArrayList<>();
    recorder.folder().readEvents((Event each) -> events.add(each.name() + ": " + each.detail()));
    return events;
  }

  private Rollouts thatNeverEnd(CountDownLatch begun) {
    return new Restarting(
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException _) {
            throw new RolloutFailed("interrupted");
          }
        });
  }

  private Rollouts thatFail(CountDownLatch over) {
    return new Restarting(
        () -> {
          if (done.size() == 2) {
            over.countDown();
          }
          done.add("restart");
          throw new RolloutFailed("no pod is ready");
        });
  }

  /** Only restarts. */
  private record Restarting(Runnable change) implements Rollouts {
    @Override
    public void restart() {
      change.run();
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

  /** Does nothing, and puts down what was asked for. */
  private Rollouts rollouts(CountDownLatch over) {
    return new Rollouts() {
      @Override
      public void restart() {
        done.add("restart");
      }

      @Override
      public String evict() {
        done.add("evict");
        return "3 pods, one by one";
      }

      @Override
      public String updateThatFails() {
        done.add("update that fails");
        over.countDown();
        return "no answer";
      }
    };
  }
}
