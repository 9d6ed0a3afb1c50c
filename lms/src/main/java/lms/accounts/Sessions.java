package lms.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import lms.platform.Authenticator;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.Metrics;
import lms.platform.Person;

/**
 * Sessions: rows keyed by the hash of a random token, cached in Redis. Thread-safe.
 *
 * <p>Losing Redis signs nobody out, and signing out removes row and cached copy.
 */
final class Sessions implements Authenticator {
  private static final Duration LIFETIME = Duration.ofDays(14);
  private static final Duration CACHED = Duration.ofMinutes(10);
  private static final int TOKEN_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Database database;
  private final Cache cache;
  private final Clock clock;
  private final Consumer<Duration> durations;

  Sessions(Database database, Cache cache, Clock clock, Metrics metrics) {
    this.database = database;
    this.cache = cache;
    this.clock = clock;
    this.durations =
        metrics.durations(
            "lms_user_session_duration_seconds",
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(8),
            Duration.ofDays(1),
            Duration.ofDays(7),
            LIFETIME);
  }

  /** What caches hold of a session. */
  record Cached(long id, String name, Person.Role role, String csrf, Instant expiresAt) {
    Person person() {
      return new Person(id, name, role, csrf);
    }
  }

  /** A new session's token. A token is never taken from the visitor, so none can be planted. */
  String open(long userId) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant();
    database.inTransaction(
        transaction ->
            transaction.run(
                "INSERT INTO sessions (token_hash, user_id, created_at, expires_at)"
                    + " VALUES (?, ?, ?, ?)",
                sha256(token),
                userId,
                utc(now),
                utc(now.plus(LIFETIME))));
    return token;
  }

  /** Ends a session for good, and records how long it lasted. */
  void close(String token) {
    ended(token).ifPresent(opened -> durations.accept(Duration.between(opened, clock.instant())));
  }

  /** The same for a session that was nobody's, and is no figure. */
  void discard(String token) {
    var _ = ended(token);
  }

  /** Answers when the session was opened; empty where there was none. */
  private Optional<Instant> ended(String token) {
    byte[] hash = sha256(token);
    Optional<Instant> opened =
        database.inTransaction(
            transaction -> {
              Optional<Instant> since =
                  transaction.first(
                      "SELECT created_at FROM sessions WHERE token_hash = ? FOR UPDATE",
                      row -> row.instant("created_at"),
                      hash);
              transaction.run("DELETE FROM sessions WHERE token_hash = ?", hash);
              return since;
            });
    cache.forget(key(token));
    return opened;
  }

  @Override
  public Optional<Person> person(String token) {
    if (token.length() > 64) {
      return Optional.empty();
    }
    return cache
        .getExact(key(token), Cached.class, CACHED, () -> stored(token))
        .filter(session -> session.expiresAt().isAfter(clock.instant()))
        .map(Cached::person);
  }

  private Optional<Cached> stored(String token) {
    return database.reading(
        statements ->
            statements.first(
                "SELECT u.id, u.name, u.role, s.expires_at FROM sessions s"
                    + " JOIN users u ON u.id = s.user_id WHERE s.token_hash = ?",
                row ->
                    new Cached(
                        row.number("id"),
                        row.text("name"),
                        Person.Role.of(row.text("role")),
                        csrf(token),
                        row.instant("expires_at")),
                sha256(token)));
  }

  private static String key(String token) {
    return "session:" + HexFormat.of().formatHex(sha256(token));
  }

  /** Known to the pages of this session only, and worthless as a cookie. */
  private static String csrf(String token) {
    return HexFormat.of().formatHex(sha256("csrf:" + token), 0, 16);
  }

  static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
