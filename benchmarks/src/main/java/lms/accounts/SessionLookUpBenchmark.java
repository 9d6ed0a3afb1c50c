package lms.accounts;

import benchmarks.Servers;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.Metrics;
import lms.platform.Person;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Finding out who a cookie belongs to, on a real database and a real Redis.
 *
 * <p>{@code ./headroom bench SessionLookUpBenchmark}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class SessionLookUpBenchmark {
  private final Servers servers = new Servers();
  private final Metrics metrics = new Metrics();
  private final Database database = new Database(servers.database(), metrics);
  private final Cache cache = new Cache(servers.redisUrl(), metrics);
  private final Sessions sessions = new Sessions(database, cache, Clock.systemUTC(), metrics);
  private String token = "";

  /** Signs somebody in. */
  @Setup
  public void signIn() {
    database.migrate();
    cache.connect();
    long id =
        database.inTransaction(
            transaction ->
                transaction.insert(
                    "INSERT INTO users (email, name, role, password_hash, created_at)"
                        + " VALUES ('a@example.test', 'Ada', 'learner', '-', NOW(3))"));
    token = sessions.open(id);
  }

  /** A session that this pod has seen in the last seconds. */
  @Benchmark
  public Optional<Person> known() {
    return sessions.person(token);
  }

  /** A cookie that no cache knows: asks Redis, then the database. */
  @Benchmark
  public Optional<Person> unknown() {
    return sessions.person("no such session");
  }

  /** Ends what it ran on. */
  @TearDown
  public void close() {
    cache.close();
    database.close();
    servers.close();
  }
}
