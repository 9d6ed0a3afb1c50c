package lms.platform;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A read-through cache in Redis. Thread-safe.
 *
 * <p>Redis lost means slower, never wrong: after a failure it is left alone for a second, and
 * values are loaded from where they come from. However many ask for a missing key, one of this
 * process loads it.
 */
public final class Cache implements AutoCloseable {
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final RedisClient client;
  private final Metrics metrics;
  private final ConcurrentHashMap<String, CompletableFuture<Optional<byte[]>>> loading =
      new ConcurrentHashMap<>();
  private final AtomicLong pausedUntil = new AtomicLong(System.nanoTime());
  private volatile @Nullable StatefulRedisConnection<String, String> connection;

  /** A cache in the Redis at {@code url}; connects when it is first needed. */
  public Cache(String url, Metrics metrics) {
    RedisURI uri = RedisURI.create(url);
    uri.setTimeout(Duration.ofMillis(250));
    this.client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build());
    this.metrics = metrics;
  }

  /** The value of {@code key}, loaded and kept for {@code lifetime} where it is missing. */
  public <T> Optional<T> get(
      String key, Class<T> type, Duration lifetime, Supplier<Optional<T>> load) {
    String kind = key.substring(0, key.indexOf(':'));
    String cached = read(key);
    if (cached != null) {
      metrics.count("lms_cache_hits_total", "cache", kind);
      return Optional.of(Json.stored(cached.getBytes(StandardCharsets.UTF_8), type));
    }
    metrics.count("lms_cache_misses_total", "cache", kind);
    return loadOnce(key, lifetime, () -> load.get().map(Json::bytes))
        .map(bytes -> Json.stored(bytes, type));
  }

  /** Removes a key, so that the next reader loads it anew. */
  public void forget(String key) {
    attempt(
        redis -> {
          redis.sync().del(key);
          return "";
        });
  }

  private Optional<byte[]> loadOnce(
      String key, Duration lifetime, Supplier<Optional<byte[]>> load) {
    CompletableFuture<Optional<byte[]>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<byte[]>> other = loading.putIfAbsent(key, mine);
    if (other != null) {
      return joined(other);
    }
    try {
      Optional<byte[]> loaded = load.get();
      loaded.ifPresent(bytes -> write(key, bytes, lifetime));
      mine.complete(loaded);
      return loaded;
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      loading.remove(key);
    }
  }

  private static Optional<byte[]> joined(CompletableFuture<Optional<byte[]>> other) {
    try {
      return other.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private @Nullable String read(String key) {
    return attempt(redis -> redis.sync().get(key));
  }

  private void write(String key, byte[] value, Duration lifetime) {
    String text = new String(value, StandardCharsets.UTF_8);
    attempt(redis -> redis.sync().set(key, text, SetArgs.Builder.px(lifetime.toMillis())));
  }

  private interface Command {
    @Nullable String on(StatefulRedisConnection<String, String> redis);
  }

  private @Nullable String attempt(Command command) {
    if (System.nanoTime() - pausedUntil.get() < 0) {
      return null;
    }
    try {
      return command.on(connected());
    } catch (RedisException e) {
      metrics.count("lms_cache_failures_total");
      pausedUntil.set(System.nanoTime() + PAUSE_NANOS);
      return null;
    }
  }

  private StatefulRedisConnection<String, String> connected() {
    StatefulRedisConnection<String, String> open = connection;
    if (open == null) {
      synchronized (this) {
        open = connection;
        if (open == null) {
          open = client.connect();
          connection = open;
        }
      }
    }
    return open;
  }

  /** Whether Redis answers now. */
  public boolean reachable() {
    return "PONG".equals(attempt(redis -> redis.sync().ping()));
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
  }
}
