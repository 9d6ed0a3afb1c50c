package lms.platform;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Values that never change once they exist, kept by this process up to a total weight. Thread-safe.
 *
 * <p>There is no invalidation, so that only facts belong here: that somebody takes a course, who
 * began an attempt, what a lesson says in one edition of its course. What is missing is not kept,
 * because it may come to exist. However many ask for a missing key at once, one of them loads it.
 * Over the limit some other value goes; which one does not matter, because the limit is there for
 * memory, not for hits.
 */
public final class Kept<K, V> {
  private final ConcurrentMap<K, V> values = new ConcurrentHashMap<>();
  private final ConcurrentMap<K, CompletableFuture<Optional<V>>> loading =
      new ConcurrentHashMap<>();
  private final AtomicLong weight = new AtomicLong();
  private final String name;
  private final long weightMax;
  private final ToLongFunction<V> weigher;
  private final Metrics metrics;

  /**
   * An empty collection.
   *
   * @param name the label of its hits and misses
   * @param weightMax in the unit of {@code weigher}, at least 1
   */
  public Kept(String name, long weightMax, ToLongFunction<V> weigher, Metrics metrics) {
    this.name = name;
    this.weightMax = weightMax;
    this.weigher = weigher;
    this.metrics = metrics;
  }

  /** The value of {@code key}, loaded where it is missing; empty if there is none. */
  public Optional<V> get(K key, Supplier<Optional<V>> load) {
    V value = values.get(key);
    if (value != null) {
      metrics.count("lms_cache_hits_total", "cache", name);
      return Optional.of(value);
    }
    metrics.count("lms_cache_misses_total", "cache", name);
    var mine = new CompletableFuture<Optional<V>>();
    CompletableFuture<Optional<V>> other = loading.putIfAbsent(key, mine);
    return other == null ? loaded(key, load, mine) : joined(other);
  }

  /** Keeps a value that the caller knows. */
  public void put(K key, V value) {
    V before = values.put(key, value);
    long added = weigher.applyAsLong(value) - (before == null ? 0 : weigher.applyAsLong(before));
    if (weight.addAndGet(added) > weightMax) {
      makeRoom(key);
    }
  }

  private Optional<V> loaded(
      K key, Supplier<Optional<V>> load, CompletableFuture<Optional<V>> mine) {
    try {
      Optional<V> value = load.get();
      value.ifPresent(present -> put(key, present));
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      loading.remove(key);
    }
  }

  private Optional<V> joined(CompletableFuture<Optional<V>> other) {
    try {
      return other.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void makeRoom(K newest) {
    var others = values.keySet().iterator();
    while (weight.get() > weightMax && others.hasNext()) {
      K key = others.next();
      V removed = key.equals(newest) ? null : values.remove(key);
      if (removed != null) {
        weight.addAndGet(-weigher.applyAsLong(removed));
      }
    }
  }
}
