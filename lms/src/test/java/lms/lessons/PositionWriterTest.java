package lms.lessons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import lms.lessons.PositionWriter.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PositionWriterTest {
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    requests.close();
  }

  @Test
  void mergesRequestsThatArriveWhileABatchIsWritten() throws Exception {
    var store = new GatedStore();
    try (var writer = new PositionWriter(100, 100, store)) {
      var first = send(writer, 1, 10);
      store.awaitBatch();
      var others = List.of(send(writer, 1, 30), send(writer, 1, 20), send(writer, 2, 5));
      store.awaitQueued(writer, 3);
      assertThat(first.isDone()).as("answered before its commit").isFalse();

      store.letPass(2);

      assertThat(first.get()).isEqualTo(committed(10, false));
      assertThat(results(others))
          .containsExactly(committed(30, false), committed(30, true), committed(5, false));
      assertThat(store.batches).extracting(List::size).containsExactly(1, 2);
    }
  }

  @Test
  void writesOfOneBatchWhereTheLearnerWasLastAndHowFarReportsWentForward() throws Exception {
    var store = new GatedStore();
    try (var writer = new PositionWriter(100, 100, store)) {
      var first = send(writer, 1, 10);
      store.awaitBatch();
      var reports = new ArrayList<Future<Outcome>>();
      for (int second : List.of(30, 60, 20)) {
        reports.add(send(writer, 1, second));
        store.awaitQueued(writer, reports.size());
      }

      store.letPass(2);

      first.get();
      results(reports);
      assertThat(store.batches.getLast())
          .containsExactly(new Position(key(1), 1, 600, 30, 20, 60, 30));
    }
  }

  @Test
  void answersWithTheFurtherPositionThatWasStoredBefore() throws Exception {
    var store = new GatedStore();
    store.letPass(2);
    try (var writer = new PositionWriter(10, 10, store)) {
      send(writer, 1, 50).get();
      assertThat(send(writer, 1, 20).get()).isEqualTo(committed(50, false));
    }
  }

  @Test
  void refusesRequestsBeyondItsQueue() throws Exception {
    var store = new GatedStore();
    try (var writer = new PositionWriter(10, 2, store)) {
      var first = send(writer, 1, 1);
      store.awaitBatch();
      var waiting = List.of(send(writer, 2, 1), send(writer, 3, 1));
      store.awaitQueued(writer, 2);

      assertThat(send(writer, 4, 1).get()).isEqualTo(new Outcome.Refused());

      store.letPass(2);
      assertThat(first.get()).isInstanceOf(Outcome.Committed.class);
      assertThat(results(waiting)).hasOnlyElementsOfType(Outcome.Committed.class);
      assertThat(store.positions).containsOnlyKeys(key(1), key(2), key(3));
    }
  }

  @Test
  void writesBatchesNoLargerThanAllowed() throws Exception {
    var store = new GatedStore();
    try (var writer = new PositionWriter(4, 100, store)) {
      var first = send(writer, 0, 1);
      store.awaitBatch();
      var rest = new ArrayList<Future<Outcome>>();
      for (int lesson = 1; lesson <= 10; lesson++) {
        rest.add(send(writer, lesson, 1));
      }
      store.awaitQueued(writer, 10);
      store.letPass(100);
      first.get();
      results(rest);
      assertThat(store.batches).extracting(List::size).containsExactly(1, 4, 4, 2);
    }
  }

  @Test
  void failsEveryRequestOfABatchThatCouldNotBeWrittenAndCarriesOn() throws Exception {
    var failures = new Semaphore(1);
    try (var writer =
        new PositionWriter(
            10,
            10,
            positions -> {
              if (failures.tryAcquire()) {
                throw new IllegalStateException("the database is gone");
              }
              return Map.of(key(1), watched(2));
            })) {
      assertThatThrownBy(() -> send(writer, 1, 1).get())
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("the database is gone");
      assertThat(send(writer, 1, 2).get()).isEqualTo(committed(2, false));
    }
  }

  @Test
  void writesWhatWaitsBeforeItCloses() throws Exception {
    var store = new GatedStore();
    var writer = new PositionWriter(10, 10, store);
    var first = send(writer, 1, 1);
    store.awaitBatch();
    var second = send(writer, 2, 1);
    store.awaitQueued(writer, 1);
    store.letPass(2);
    writer.close();
    assertThat(results(List.of(first, second))).hasOnlyElementsOfType(Outcome.Committed.class);
    assertThat(send(writer, 3, 1).get()).isEqualTo(new Outcome.Refused());
  }

  private Future<Outcome> send(PositionWriter writer, long lesson, int seconds) {
    return requests.submit(() -> writer.write(Position.at(key(lesson), 1, 600, seconds)));
  }

  private static Outcome committed(int seconds, boolean coalesced) {
    return new Outcome.Committed(watched(seconds), coalesced);
  }

  private static Watched watched(int furthest) {
    return new Watched(furthest, 0, 0, null);
  }

  private static Position.Key key(long lesson) {
    return new Position.Key(1, lesson);
  }

  private static List<Outcome> results(List<Future<Outcome>> futures) throws Exception {
    var results = new ArrayList<Outcome>();
    for (Future<Outcome> future : futures) {
      results.add(future.get());
    }
    return results;
  }

  /** Keeps positions as the database does, and writes a batch only when a test lets it pass. */
  private static final class GatedStore implements PositionWriter.Sink {
    private final Semaphore passes = new Semaphore(0);
    private final CountDownLatch began = new CountDownLatch(1);
    private final Map<Position.Key, Integer> positions = new TreeMap<>();
    private final List<List<Position>> batches = new ArrayList<>();

    @Override
    public Map<Position.Key, Watched> write(Collection<Position> batch) {
      began.countDown();
      passes.acquireUninterruptibly();
      batches.add(List.copyOf(batch));
      batch.forEach(position -> positions.merge(position.key(), position.furthest(), Math::max));
      return positions.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, stored -> watched(stored.getValue())));
    }

    void letPass(int count) {
      passes.release(count);
    }

    void awaitBatch() throws InterruptedException {
      began.await();
    }

    void awaitQueued(PositionWriter writer, int count) {
      while (writer.queued() < count) {
        Thread.onSpinWait();
      }
    }
  }
}
