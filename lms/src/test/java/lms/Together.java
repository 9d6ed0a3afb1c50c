package lms;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Work done by many at once, all let go at the same moment. */
final class Together {
  private Together() {}

  /** Does all of {@code work} at once and answers the results in its order. */
  static <T> List<T> run(List<Callable<T>> work) {
    CountDownLatch ready = new CountDownLatch(work.size());
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> part : work) {
        futures.add(
            executor.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return part.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new AssertionError("one of those at work failed", e.getCause());
    }
  }

  /** Does the same {@code times} times at once. */
  static <T> List<T> run(int times, Callable<T> work) {
    return run(IntStream.range(0, times).mapToObj(i -> work).toList());
  }
}
