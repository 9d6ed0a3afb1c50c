package loadtests.journeys;

import io.gatling.javaapi.core.Session;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import loadtests.learners.Learner;
import loadtests.learners.SeedData;
import loadtests.pace.LiveLevel;
import loadtests.pace.Observer;
import loadtests.pace.Retries;
import loadtests.pace.SessionPool;
import loadtests.pace.Timeline;
import loadtests.plan.Phase;
import loadtests.plan.Shard;
import loadtests.requests.Keys;
import org.jspecify.annotations.Nullable;

/**
 * What all journeys of an injector share, which plays a shard of the plan; learners and starts are
 * known by their numbers in the whole plan. Journeys are built before anything has started; {@link
 * #begin} gives them the world they run in. Thread-safe.
 */
public final class World {
  private final Shard shard;
  private final Retries retries;
  private final SessionPool pool = new SessionPool();
  private final AtomicInteger active = new AtomicInteger();
  private final Map<String, LiveLevel> levels = new ConcurrentHashMap<>();
  private final Set<String> judged = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Started started;
  private volatile @Nullable String stopReason;

  public World(Shard shard, Retries retries) {
    this.shard = shard;
    this.retries = retries;
  }

  /** What is known once everything is up. */
  private record Started(
      Timeline timeline,
      List<URI> pods,
      List<Learner> learners,
      List<SeedData.Quiz> exams,
      Observer observer) {}

  /**
   * Called once, before the first journey starts.
   *
   * @param learners those of the shard, in the order of their numbers; {@code exams} likewise
   */
  public void begin(
      Timeline timeline,
      List<URI> pods,
      List<Learner> learners,
      List<SeedData.Quiz> exams,
      Observer observer) {
    started =
        new Started(
            timeline, List.copyOf(pods), List.copyOf(learners), List.copyOf(exams), observer);
  }

  /** Why the load ended before its plan; empty where it did not. */
  public Optional<String> stopReason() {
    return Optional.ofNullable(stopReason);
  }

  /** The part of the plan that is played here. */
  public Shard shard() {
    return shard;
  }

  Retries retries() {
    return retries;
  }

  Timeline timeline() {
    return started().timeline();
  }

  Learner learner(int number) {
    return started().learners().get(shard.place(number));
  }

  SeedData.Quiz exam(int number) {
    return started().exams().get(shard.place(number));
  }

  /** Where a learner's requests go: pods take turns. */
  String base(Learner learner) {
    List<URI> pods = started().pods();
    String base = pods.get((int) (learner.id() % pods.size())).toString();
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  /** An address of a private network for each learner; one for who is none yet. */
  public static String address(Session session) {
    Learner learner = session.get(Keys.LEARNER);
    long id = learner == null ? 0 : learner.id();
    return "10.%d.%d.%d".formatted(id >> 16 & 0xff, id >> 8 & 0xff, id & 0xff);
  }

  Observer observer() {
    return started().observer();
  }

  SessionPool pool() {
    return pool;
  }

  void arrived() {
    observer().activeUsers(active.incrementAndGet());
  }

  void left() {
    observer().activeUsers(active.decrementAndGet());
  }

  LiveLevel level(Phase phase) {
    return levels.computeIfAbsent(phase.name(), _ -> new LiveLevel(phase));
  }

  /** Looks once at a level that is over, and stops the load where it is broken. */
  void judge(Phase phase) {
    if (judged.add(phase.name())) {
      level(phase).broken().ifPresent(reason -> stopReason = reason);
    }
  }

  private Started started() {
    return Objects.requireNonNull(started, "the load has not begun");
  }
}
