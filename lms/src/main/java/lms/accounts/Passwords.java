package lms.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lms.platform.Metrics;
import lms.platform.Unavailable;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id with 19 MiB, 2 passes and 1 lane, OWASP's least, on few threads. Thread-safe.
 *
 * <p>A hash costs about 70 ms of CPU. On a virtual thread it would hold the one carrier of a pod
 * with one CPU, so it runs on platform threads; the queue is bounded, and what does not fit is
 * answered with 503 and the time after which the queue will have emptied.
 */
public final class Passwords implements AutoCloseable {
  /** Memory in KiB. */
  public static final int MEMORY_KIB = 19_456;

  /** Passes over the memory. */
  public static final int ITERATIONS = 2;

  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final double SECONDS_A_HASH = 0.1;

  /** As long to verify as any, and the hash of no password that is known. */
  static final String NOBODY = phc(new byte[SALT_BYTES], new byte[HASH_BYTES]);

  private final SecureRandom random = new SecureRandom();
  private final ThreadPoolExecutor pool;
  private final Metrics metrics;
  private final Consumer<Duration> durations;

  /** Hashes on {@code threads} threads with at most {@code queue} waiting. */
  public Passwords(int threads, int queue, Metrics metrics) {
    this.metrics = metrics;
    this.durations =
        metrics.durations(
            "lms_password_hashing_duration_seconds",
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10));
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().daemon().name("hashing-", 0).factory());
    metrics.gauge("lms_password_hashing_queue", () -> pool.getQueue().size());
  }

  /** The hash of a new password, in the PHC string format. */
  public String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return bounded(() -> encode(password, salt));
  }

  /** Whether {@code password} is the one that was hashed. */
  boolean matches(String password, String hash) {
    return bounded(() -> verify(password, hash));
  }

  /** Takes as long as {@link #matches} and says no: for addresses that nobody has. */
  boolean matchesNobody(String password) {
    bounded(() -> verify(password, NOBODY));
    return false;
  }

  private <T> T bounded(java.util.concurrent.Callable<T> work) {
    long start = System.nanoTime();
    Future<T> result;
    try {
      result = pool.submit(work);
    } catch (RejectedExecutionException e) {
      metrics.count("lms_password_hashing_rejected_total");
      throw new Unavailable("Too many people are signing in", secondsToEmpty(), e);
    }
    try {
      T hashed = result.get();
      durations.accept(Duration.ofNanos(System.nanoTime() - start));
      return hashed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Stopping", 1, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("hashing failed", e.getCause());
    }
  }

  private int secondsToEmpty() {
    return 1 + (int) (pool.getQueue().size() * SECONDS_A_HASH / pool.getCorePoolSize());
  }

  /** The hash with a given salt: for seeding, which wants the same each time. */
  public static String encode(String password, byte[] salt) {
    return phc(salt, argon2(password, salt));
  }

  private static String phc(byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB,
            ITERATIONS,
            LANES,
            base64.encodeToString(salt),
            base64.encodeToString(hash));
  }

  private static boolean verify(String password, String hash) {
    List<String> parts = List.of(hash.split("\\$", -1));
    byte[] salt = Base64.getDecoder().decode(parts.get(4));
    byte[] expected = Base64.getDecoder().decode(parts.get(5));
    return MessageDigest.isEqual(argon2(password, salt), expected);
  }

  private static byte[] argon2(String password, byte[] salt) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(MEMORY_KIB)
            .withIterations(ITERATIONS)
            .withParallelism(LANES)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[HASH_BYTES];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
