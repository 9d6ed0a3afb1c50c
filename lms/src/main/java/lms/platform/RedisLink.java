package lms.platform;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one shared Redis connection, and the channel on which pods tell each other what is no longer
 * true. While Redis does not answer a {@link Breaker} keeps everybody from waiting for it.
 * Thread-safe.
 */
final class RedisLink implements AutoCloseable {
  static final byte[] GONE = {'!'};
  private static final byte[] ZERO = {'0'};

  /** One step for Redis, so that no two pods give the same instant. */
  private static final String RESERVE =
      """
      local held = redis.call('GET', KEYS[2])
      if held then return tonumber(held) end
      local now, interval, ahead = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
      local from = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
      local full = from + interval
      local lasts = math.ceil((full - now) / 1000) + 1000
      redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', string.format('%.0f', lasts))
      local at = from - ahead
      if at > now then
        local held_for = math.ceil((at - now) / 1000) + tonumber(ARGV[4])
        redis.call('SET', KEYS[2], string.format('%.0f', at), 'PX', string.format('%.0f', held_for))
      end
      return at
      """;

  private static final System.Logger LOG = System.getLogger(RedisLink.class.getName());
  private static final String CHANNEL = "lms:gone";
  private static final Duration COMMAND = Duration.ofMillis(150);
  private static final Duration CONNECT = Duration.ofMillis(500);
  private static final int OWED_MAX = 10_000;

  private final RedisURI uri;
  private final Metrics metrics;
  private final Tracing tracing;
  private final Consumer<String> onGone;
  private final Runnable onLost;
  private final ScheduledExecutorService keeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("redis-link").factory());
  private volatile @Nullable RedisClient client;
  private volatile @Nullable Future<?> keeping;
  private final Breaker breaker = new Breaker();

  /** Keys whose invalidation Redis has not heard of yet, because it did not answer. */
  private final Set<String> owed = ConcurrentHashMap.newKeySet();

  private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;
  private volatile @Nullable StatefulRedisPubSubConnection<String, byte[]> channel;
  private volatile boolean listening;

  /**
   * Not connected before {@link #connect}.
   *
   * @param onGone called with each key that another pod says is gone
   * @param onLost called when messages may have been missed
   */
  RedisLink(
      String url, Metrics metrics, Tracing tracing, Consumer<String> onGone, Runnable onLost) {
    this.metrics = metrics;
    this.tracing = tracing;
    this.onGone = onGone;
    this.onLost = onLost;
    this.uri = RedisURI.create(url);
    uri.setTimeout(COMMAND);
  }

  /** Connects, and from then on sees that it stays connected. */
  void connect() {
    RedisClient driver = RedisClient.create(uri);
    driver.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).keepAlive(true).build())
            .timeoutOptions(TimeoutOptions.enabled(COMMAND))
            .build());
    client = driver;
    keepUp(driver);
    keeping = keeper.scheduleWithFixedDelay(() -> keepUp(driver), 1, 1, TimeUnit.SECONDS);
  }

  /** Connects what is not connected, and pays what is owed. Never throws: it is run again. */
  private void keepUp(RedisClient driver) {
    try {
      RedisCodec<String, byte[]> codec = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
      if (connection == null) {
        connection = driver.connect(codec);
      }
      listen(driver, codec);
      payOwed();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "Redis does not answer", e);
    }
  }

  private void listen(RedisClient driver, RedisCodec<String, byte[]> codec) {
    @Nullable StatefulRedisPubSubConnection<String, byte[]> current = channel;
    if (current != null && current.isOpen()) {
      if (!listening) {
        // The driver connected and subscribed again; what was said in between is unknown.
        current.sync().subscribe(CHANNEL);
        onLost.run();
        listening = true;
      }
      return;
    }
    listening = false;
    onLost.run();
    if (current != null) {
      return; // The driver is connecting again.
    }
    StatefulRedisPubSubConnection<String, byte[]> fresh = driver.connectPubSub(codec);
    fresh.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String name, byte[] key) {
            onGone.accept(StringCodec.UTF8.decodeValue(ByteBuffer.wrap(key)));
          }
        });
    fresh.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
            listening = false;
            onLost.run();
          }
        });
    fresh.sync().subscribe(CHANNEL);
    channel = fresh;
    listening = true;
  }

  private void payOwed() {
    owed.removeIf(
        key -> call("SET", commands -> commands.set(key, GONE, SetArgs.Builder.ex(60))) != null);
  }

  /** Whether this pod hears what other pods say is gone. */
  boolean listening() {
    return listening;
  }

  byte @Nullable [] get(String key) {
    return call("GET", commands -> commands.get(key));
  }

  /** Stores a value that was just loaded, unless somebody said meanwhile that it is gone. */
  void fill(String key, byte[] value, Duration lifetime) {
    if (!owed.contains(key)) {
      call("SET", commands -> commands.set(key, value, SetArgs.Builder.nx().px(lifetime)));
    }
  }

  /** Says to all pods that a key's value is gone; made up for later where Redis does not answer. */
  void gone(String key) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    @Nullable String stored =
        call("SET", commands -> commands.set(key, GONE, SetArgs.Builder.ex(60)));
    @Nullable Long heard = call("PUBLISH", commands -> commands.publish(CHANNEL, name));
    if ((stored == null || heard == null) && owed.size() < OWED_MAX) {
      owed.add(key);
    }
  }

  /**
   * Adds one to a counter that is gone after {@code lifetime}; null where Redis does not answer.
   */
  @Nullable Long count(String key, Duration lifetime) {
    return call(
        "INCR",
        commands -> {
          // In this order, so that no counter stays for ever when this process ends in between.
          commands.set(key, ZERO, SetArgs.Builder.nx().px(lifetime));
          return commands.incr(key);
        });
  }

  /** Takes one from a counter; one that is gone by now is made again, so that it ends too. */
  void uncount(String key, Duration lifetime) {
    call(
        "DECR",
        commands -> {
          commands.set(key, ZERO, SetArgs.Builder.nx().px(lifetime));
          return commands.decr(key);
        });
  }

  /** See {@link Cache#reserve}; null where Redis does not answer. */
  @Nullable Long reserve(
      String timetable, String ticket, long now, long interval, int burst, Duration kept) {
    return call(
        "EVAL",
        commands ->
            commands.eval(
                RESERVE,
                ScriptOutputType.INTEGER,
                new String[] {timetable, ticket},
                ascii(now),
                ascii(interval),
                ascii(interval * (burst - 1)),
                ascii(kept.toMillis())));
  }

  private static byte[] ascii(long number) {
    return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
  }

  boolean answers() {
    return call("PING", RedisCommands::ping) != null;
  }

  private <T> @Nullable T call(String name, Command<T> command) {
    @Nullable StatefulRedisConnection<String, byte[]> current = connection;
    if (current == null || !current.isOpen() || !breaker.allows()) {
      return null;
    }
    metrics.count("lms_redis_commands_total", "command", name);
    try {
      @Nullable T result =
          tracing.<@Nullable T>call("redis", name, name, () -> command.run(current.sync()));
      breaker.succeeded();
      return result;
    } catch (RuntimeException e) {
      metrics.count("lms_cache_failures_total");
      breaker.failed();
      return null;
    }
  }

  @Override
  public void close() {
    @Nullable Future<?> current = keeping;
    if (current != null) {
      current.cancel(true);
    }
    keeper.shutdownNow();
    @Nullable RedisClient driver = client;
    if (driver != null) {
      driver.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  /** A command and its answer. */
  @FunctionalInterface
  private interface Command<T> {
    @Nullable T run(RedisCommands<String, byte[]> commands);
  }
}
