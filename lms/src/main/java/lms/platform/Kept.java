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
 * Values that hardly ever change once they exist, kept by this process up to a total weight.
 * Thread-safe.
 *
 * <p>Nothing expires, so that only facts belong here: who began an attempt, what a lesson says in
 * one edition of its course, that somebody takes a course. What does change is forgotten by its
 * key, and whoever loads it at that moment does not keep it. What is missing is not kept, because
 * it may come to exist. However many ask for a missing key at once, one of them loads it. Over the
 * limit some other value goes; which one does not matter, because the limit is there for memory,
 * not for hits.
 */
public final class Kept<K, V> {
  private final ConcurrentMap<K, V> values = new ConcurrentHashMap<>();
  private final ConcurrentMap<K, CompletableFuture<Optional<V>>> loading =
      new ConcurrentHashMap<>();
  private final AtomicLong weight = new AtomicLong();
  private final AtomicLong forgotten = new AtomicLong();
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

  /** Drops the value of {@code key}, also where it is being loaded at this moment. */
  public void forget(K key) {
    forgotten.incrementAndGet();
    loading.remove(key);
    removed(key);
  }

  /** Drops all values. */
  public void forgetAll() {
    forgotten.incrementAndGet();
    loading.clear();
    values.keySet().forEach(this::removed);
  }

  private void removed(K key) {
    V value = values.remove(key);
    if (value != null) {
      weight.addAndGet(-weigher.applyAsLong(value));
    }
  }

  private Optional<V> loaded(
      K key, Supplier<Optional<V>> load, CompletableFuture<Optional<V>> mine) {
    long before = forgotten.get();
    try {
      Optional<V> value = load.get();
      value.ifPresent(present -> put(key, present));
      if (forgotten.get() != before) {
        removed(key); // It may have been read before what made it untrue.
      }
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      loading.remove(key, mine);
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
      if (!key.equals(newest)) {
        removed(key);
      }
    }
  }
}
