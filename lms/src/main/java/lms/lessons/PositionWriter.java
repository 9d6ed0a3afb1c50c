package lms.lessons;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Group commit of video positions: while one batch is being written, requests gather for the next,
 * where those of the same learner and lesson become one row. A request is answered only after the
 * commit of the batch that holds it. May be used by many threads; one thread writes.
 *
 * <p>Without load a batch holds one request and nobody waits for company; under load batches grow
 * by themselves, so that the number of commits stays bounded whatever the number of requests.
 */
final class PositionWriter implements AutoCloseable {
  private static final long CLOSED_CHECK_MILLIS = 100;

  private final BlockingQueue<Request> queue;
  private final int batchMax;
  private final Sink sink;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts the writing thread.
   *
   * @param batchMax requests of one batch, at least 1
   * @param queueMax requests that may wait for a batch, at least 1; beyond, they are refused
   */
  PositionWriter(int batchMax, int queueMax, Sink sink) {
    this.queue = new ArrayBlockingQueue<>(queueMax);
    this.batchMax = batchMax;
    this.sink = sink;
    this.thread = Thread.ofVirtual().name("video-positions").start(this::writeBatches);
  }

  /** Where a batch goes. */
  @FunctionalInterface
  interface Sink {
    /**
     * Commits the positions, never moving the furthest one backwards, and says what is stored now.
     *
     * @param positions one a key, sorted by key
     * @return what is stored of each of them
     */
    Map<Position.Key, Watched> write(Collection<Position> positions);
  }

  /** What became of a request. */
  sealed interface Outcome {
    /**
     * The furthest stored position is at least the one sent.
     *
     * @param coalesced another request of the same batch went further and wrote the row for both
     */
    record Committed(Watched watched, boolean coalesced) implements Outcome {}

    /** Too many requests wait already. */
    record Refused() implements Outcome {}
  }

  /**
   * Writes with the next batch and waits for its commit.
   *
   * @throws RuntimeException the batch's, if it could not be written
   */
  Outcome write(Position position) {
    var request = new Request(position, new CompletableFuture<>());
    if (closed || !queue.offer(request)) {
      return new Outcome.Refused();
    }
    if (closed) {
      drainRefusing();
    }
    try {
      return request.outcome.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Requests that wait for a batch; a figure for metrics. */
  int queued() {
    return queue.size();
  }

  private void writeBatches() {
    var batch = new ArrayList<Request>(batchMax);
    while (!closed || !queue.isEmpty()) {
      Request first = next();
      if (first != null) {
        batch.add(first);
        queue.drainTo(batch, batchMax - 1);
        write(batch);
        batch.clear();
      }
    }
    drainRefusing();
  }

  /** Nobody interrupts this thread: that would close the socket of a batch being written. */
  private @Nullable Request next() {
    try {
      return queue.poll(CLOSED_CHECK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("the writer of video positions was interrupted", e);
    }
  }

  private void write(List<Request> batch) {
    Map<Position.Key, Position> positions = new TreeMap<>();
    Map<Position.Key, Request> furthest = new HashMap<>();
    for (Request request : batch) {
      positions.merge(request.position.key(), request.position, Position::then);
      furthest.merge(request.position.key(), request, Request::further);
    }
    try {
      Map<Position.Key, Watched> stored = sink.write(positions.values());
      for (Request request : batch) {
        Position.Key key = request.position.key();
        boolean coalesced = !request.equals(furthest.get(key));
        Watched watched = Objects.requireNonNull(stored.get(key));
        request.outcome.complete(new Outcome.Committed(watched, coalesced));
      }
    } catch (RuntimeException | Error e) {
      batch.forEach(request -> request.outcome.completeExceptionally(e));
    }
  }

  private void drainRefusing() {
    for (Request request = queue.poll(); request != null; request = queue.poll()) {
      request.outcome.complete(new Outcome.Refused());
    }
  }

  /** Writes what waits, refuses what comes after, and waits for the writing thread to end. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private record Request(Position position, CompletableFuture<Outcome> outcome) {
    static Request further(Request one, Request other) {
      return other.position.furthest() > one.position.furthest() ? other : one;
    }
  }
}
