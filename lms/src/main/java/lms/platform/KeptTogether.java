package lms.platform;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Values of one kind that each pod keeps until any pod forgets them, and that are asked again each
 * time while this pod does not hear the others. Thread-safe.
 *
 * @see Kept
 */
public final class KeptTogether<V> {
  private final String kind;
  private final Cache cache;
  private final Kept<String, V> kept;

  /**
   * An empty collection.
   *
   * @param kind of its keys in {@code cache}, and the label of its hits and misses
   * @param weightMax in the unit of {@code weigher}, at least 1
   */
  public KeptTogether(
      String kind, long weightMax, ToLongFunction<V> weigher, Cache cache, Metrics metrics) {
    this.kind = kind;
    this.cache = cache;
    this.kept = new Kept<>(kind, weightMax, weigher, metrics);
    cache.tell(
        kind,
        new Cache.Holder() {
          @Override
          public void forget(String key) {
            kept.forget(key);
          }

          @Override
          public void forgetAll() {
            kept.forgetAll();
          }
        });
  }

  /** The value of {@code name}, loaded where it is missing; empty if there is none. */
  public Optional<V> get(String name, Supplier<Optional<V>> load) {
    return cache.hears() ? kept.get(key(name), load) : load.get();
  }

  /** Makes every pod load the value of {@code name} again. */
  public void forget(String name) {
    cache.forget(key(name));
  }

  /**
   * Loads all anew: for once in a while, because a pod that is killed between a commit and its word
   * to the others leaves them with what is not true any more.
   */
  public void forgetAll() {
    kept.forgetAll();
  }

  private String key(String name) {
    return kind + ':' + name;
  }
}
