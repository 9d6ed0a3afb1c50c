package lms.platform;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A read-through cache: a short while in this process, longer in Redis for all pods. Thread-safe.
 *
 * <p>Redis lost means slower, never wrong. {@link #forget} reaches every pod: it leaves a tombstone
 * in Redis, which a slow reader cannot overwrite with what it read before, and tells the others,
 * which drop their copies. What a pod keeps is therefore as true as what Redis holds, while it
 * listens; while it does not, {@link #getExact} keeps to the database, and {@link #get} to copies
 * of at most {@value #LOCAL_MILLIS} ms. However many ask for a missing key, one of this process
 * loads it.
 *
 * <p>Keys start with their kind and a colon; values are immutable.
 */
public final class Cache implements AutoCloseable {
  private static final long LOCAL_MILLIS = 2_000;

  /** About 5 KB for a course: at most some 50 MB, and far less as most entries are sessions. */
  private static final int LOCAL_MAX = 10_000;

  private final RedisLink redis;
  private final Metrics metrics;
  private final com.github.benmanes.caffeine.cache.Cache<String, Object> local =
      Caffeine.newBuilder()
          .maximumSize(LOCAL_MAX)
          .expireAfterWrite(Duration.ofMillis(LOCAL_MILLIS))
          .executor(Runnable::run)
          .build();
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  private final Map<String, Holder> holders = new ConcurrentHashMap<>();

  private record Kind(Runnable hit, Runnable miss) {}

  /** Holds copies of its own of what has keys of one kind. Thread-safe. */
  public interface Holder {
    /** The value of {@code key}, kind and colon included, has changed. */
    void forget(String key);

    /** Any value may have changed: this pod did not hear what others forgot. */
    void forgetAll();
  }

  /** A cache in the Redis at {@code url}, which is not asked before {@link #connect}. */
  public Cache(String url, Metrics metrics) {
    this(url, metrics, Tracing.OFF);
  }

  /** The same with spans of its commands to Redis. */
  public Cache(String url, Metrics metrics, Tracing tracing) {
    this.metrics = metrics;
    this.redis = new RedisLink(url, metrics, tracing, this::gone, this::lost);
    metrics.gauge("lms_cache_entries", local::estimatedSize);
    metrics.gauge("lms_cache_listening", () -> redis.listening() ? 1 : 0);
  }

  /** Connects to Redis; one that is not there is connected when it is. */
  public void connect() {
    redis.connect();
  }

  /** Tells {@code holder} what any pod forgets of {@code kind}. */
  public void tell(String kind, Holder holder) {
    holders.put(kind, holder);
  }

  /** Whether this pod hears what others forget; while it does not, no copy is sure to be true. */
  public boolean hears() {
    return redis.listening();
  }

  private void gone(String key) {
    local.invalidate(key);
    Holder holder = holders.get(key.substring(0, Math.max(0, key.indexOf(':'))));
    if (holder != null) {
      holder.forget(key);
    }
  }

  private void lost() {
    local.invalidateAll();
    holders.values().forEach(Holder::forgetAll);
  }

  /** The value of {@code key}, loaded and kept for {@code lifetime} where it is missing. */
  public <T> Optional<T> get(
      String key, Class<T> type, Duration lifetime, Supplier<Optional<T>> load) {
    Kind kind = kind(key);
    @Nullable Object near = local.getIfPresent(key);
    if (near != null) {
      kind.hit().run();
      return Optional.of(type.cast(near));
    }
    return Optional.ofNullable(
        type.cast(nearOr(key, name -> sharedOrLoaded(kind, name, type, lifetime, load))));
  }

  @SuppressWarnings("NullAway") // A loader that finds nothing answers null, which is not kept.
  private @Nullable Object nearOr(String key, Function<String, @Nullable Object> load) {
    return local.get(key, load);
  }

  /**
   * The same for what must stop being true everywhere at once, such as a session: while this pod
   * cannot hear what others forget, the value is loaded each time.
   */
  public <T> Optional<T> getExact(
      String key, Class<T> type, Duration lifetime, Supplier<Optional<T>> load) {
    if (redis.listening()) {
      return get(key, type, lifetime, load);
    }
    kind(key).miss().run();
    return load.get();
  }

  private <T> @Nullable T sharedOrLoaded(
      Kind kind, String key, Class<T> type, Duration lifetime, Supplier<Optional<T>> load) {
    byte @Nullable [] shared = redis.get(key);
    Optional<T> readable = readable(shared, type);
    if (readable.isPresent()) {
      kind.hit().run();
      return readable.get();
    }
    kind.miss().run();
    @Nullable T loaded = load.get().orElse(null);
    if (loaded != null && shared == null) {
      redis.fill(key, Json.bytes(loaded), lifetime);
    }
    return loaded;
  }

  /** Empty for a tombstone, and for what another version of this program wrote differently. */
  private static <T> Optional<T> readable(byte @Nullable [] shared, Class<T> type) {
    if (shared == null || Arrays.equals(shared, RedisLink.GONE)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.stored(shared, type));
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** Says that a key's value has changed, so that every reader of every pod loads it anew. */
  public void forget(String key) {
    gone(key);
    redis.gone(key);
  }

  /**
   * Counts for all pods together.
   *
   * @return how often {@code key} was counted in its lifetime, which begins with the first; empty
   *     while Redis is away
   */
  public OptionalLong count(String key, Duration lifetime) {
    @Nullable Long counted = redis.count(key, lifetime);
    return counted == null ? OptionalLong.empty() : OptionalLong.of(counted);
  }

  /** Takes back one that {@link #count} has counted. */
  public void uncount(String key, Duration lifetime) {
    redis.uncount(key, lifetime);
  }

  /**
   * Takes the next free instant of a timetable that all pods share, unless {@code ticket} holds
   * one. Times are microseconds since 1970.
   *
   * @param interval between two instants
   * @param burst how many may be taken at once after a quiet time
   * @param kept how long a ticket is held once its instant is there
   * @return the instant, not later than {@code now} for who need not wait; empty while Redis is
   *     away
   */
  public OptionalLong reserve(
      String timetable, String ticket, long now, long interval, int burst, Duration kept) {
    @Nullable Long at = redis.reserve(timetable, ticket, now, interval, burst, kept);
    return at == null ? OptionalLong.empty() : OptionalLong.of(at);
  }

  /** The instant that a ticket holds; empty where it holds none, and while Redis is away. */
  public OptionalLong reserved(String ticket) {
    byte @Nullable [] at = redis.get(ticket);
    return at == null
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(new String(at, StandardCharsets.US_ASCII)));
  }

  /** What {@link #count} has come to, without counting; 0 while Redis is away. */
  public long counted(String key) {
    byte @Nullable [] counted = redis.get(key);
    return counted == null ? 0 : Long.parseLong(new String(counted, StandardCharsets.US_ASCII));
  }

  private Kind kind(String key) {
    String name = key.substring(0, key.indexOf(':'));
    return kinds.computeIfAbsent(
        name,
        kind ->
            new Kind(
                metrics.counter("lms_cache_hits_total", "cache", kind)::increment,
                metrics.counter("lms_cache_misses_total", "cache", kind)::increment));
  }

  /** Whether Redis answers now. */
  public boolean reachable() {
    return redis.answers();
  }

  @Override
  public void close() {
    redis.close();
  }
}
