package lms.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class KeptTest {
  private final Kept<String, Integer> kept = new Kept<>("test", 10, value -> value, new Metrics());
  private final AtomicInteger loads = new AtomicInteger();

  private int one() {
    return kept.get("key", this::load).orElseThrow();
  }

  private Optional<Integer> load() {
    return Optional.of(loads.incrementAndGet());
  }

  @Test
  void loadsOnceAndAgainAfterItIsForgotten() {
    assertThat(one()).isEqualTo(1);
    assertThat(one()).isEqualTo(1);

    kept.forget("key");
    assertThat(one()).isEqualTo(2);
    kept.forgetAll();
    assertThat(one()).isEqualTo(3);
  }

  @Test
  void doesNotKeepWhatIsForgottenWhileItIsLoaded() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch forgotten = new CountDownLatch(1);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<Optional<Integer>> old =
          other.submit(
              () ->
                  kept.get(
                      "key",
                      () -> {
                        loading.countDown();
                        await(forgotten);
                        return load();
                      }));
      await(loading);
      kept.forget("key");
      forgotten.countDown();
      assertThat(old.get()).contains(1);
    }

    assertThat(one()).isEqualTo(2);
    assertThat(one()).isEqualTo(2);
  }

  @Test
  void makesRoomForTheNewestByWeight() {
    kept.put("old", 6);
    kept.put("new", 7);

    assertThat(kept.get("new", Optional::empty)).contains(7);
    assertThat(kept.get("old", Optional::empty)).isEmpty();
    kept.forget("new");
    kept.put("heavy", 10);
    assertThat(kept.get("heavy", Optional::empty)).contains(10);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
