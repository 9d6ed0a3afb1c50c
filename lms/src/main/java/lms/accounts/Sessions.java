package lms.accounts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import lms.platform.Authenticator;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.Language;
import lms.platform.Metrics;
import lms.platform.Person;
import lms.platform.Row;
import lms.platform.Sha256;
import lms.platform.Tokens;
import lms.platform.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Sessions: rows keyed by the hash of a random token, cached in Redis. Thread-safe.
 *
 * <p>Losing Redis signs nobody out, and signing out removes row and cached copy.
 */
final class Sessions implements Authenticator {
  private static final Duration LIFETIME = Duration.ofDays(14);
  private static final Duration CACHED = Duration.ofMinutes(10);

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

  /**
   * What caches hold of a session. Pods of two versions read it during a rollout: what a person did
   * not choose is not written, as it was before there was a choice; what is missing was not chosen;
   * and what is more is of a later version.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Cached(
      long id,
      String name,
      Person.Role role,
      String csrf,
      Instant expiresAt,
      @Nullable String language,
      @Nullable String timeZone) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Cached read(Map<String, String> written) {
      return new Cached(
          Long.parseLong(demanded(written, "id")),
          demanded(written, "name"),
          Person.Role.valueOf(demanded(written, "role")),
          demanded(written, "csrf"),
          Instant.parse(demanded(written, "expiresAt")),
          written.get("language"),
          written.get("timeZone"));
    }

    private static String demanded(Map<String, String> written, String name) {
      return Objects.requireNonNull(written.get(name), name);
    }

    static Cached of(Row row, String csrf) {
      return new Cached(
          row.number("id"),
          row.text("name"),
          Person.Role.of(row.text("role")),
          csrf,
          row.instant("expires_at"),
          row.optionalText("language"),
          row.optionalText("time_zone"));
    }

    Person person() {
      Language chosen = language == null ? null : Language.of(language).orElse(null);
      return new Person(id, name, role, csrf, chosen, zone());
    }

    private @Nullable ZoneId zone() {
      try {
        return timeZone == null ? null : ZoneId.of(timeZone);
      } catch (DateTimeException e) {
        // Of another Java's list of zones.
        return null;
      }
    }
  }

  /** A new session's token. A token is never taken from the visitor, so none can be planted. */
  String open(long userId) {
    String token = Tokens.secret();
    Instant now = clock.instant();
    database.inTransaction(
        transaction ->
            transaction.run(
                "INSERT INTO sessions (token_hash, user_id, created_at, expires_at)"
                    + " VALUES (?, ?, ?, ?)",
                Sha256.of(token),
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
    byte[] hash = Sha256.of(token);
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
                "SELECT u.id, u.name, u.role, u.language, u.time_zone, s.expires_at FROM sessions s"
                    + " JOIN users u ON u.id = s.user_id WHERE s.token_hash = ?",
                row -> Cached.of(row, csrf(token)),
                Sha256.of(token)));
  }

  /** Shows a person's name and choices anew in each of the person's sessions. */
  void changed(long userId) {
    database
        .reading(
            statements ->
                statements.list(
                    "SELECT token_hash FROM sessions WHERE user_id = ?",
                    row -> key(row.bytes("token_hash")),
                    userId))
        .forEach(cache::forget);
  }

  /** Ends all sessions of a person but that of {@code keptToken}; answers what caches call them. */
  List<String> end(Transaction transaction, long userId, String keptToken) {
    byte[] kept = Sha256.of(keptToken);
    List<String> keys =
        transaction.list(
            "SELECT token_hash FROM sessions WHERE user_id = ? AND token_hash <> ? FOR UPDATE",
            row -> key(row.bytes("token_hash")),
            userId,
            kept);
    transaction.run("DELETE FROM sessions WHERE user_id = ? AND token_hash <> ?", userId, kept);
    return keys;
  }

  /** Lets no cache speak for these sessions any more. */
  void forget(List<String> keys) {
    keys.forEach(cache::forget);
  }

  private static String key(String token) {
    return key(Sha256.of(token));
  }

  private static String key(byte[] hash) {
    return "session:" + HexFormat.of().formatHex(hash);
  }

  /** Known to the pages of this session only, and worthless as a cookie. */
  private static String csrf(String token) {
    return HexFormat.of().formatHex(Sha256.of("csrf:" + token), 0, 16);
  }

  static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
