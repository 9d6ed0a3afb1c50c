package chaos.experiment;

import static chaos.experiment.Expectation.AT_ONCE;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is expected of each fault. One without a line of its own here gets the usual. Limits of
 * failures follow from how much of the phase the fault takes.
 */
final class Expectations {
  static final Expectation USUAL =
      new Expectation(
          7, AT_ONCE, 15, 8, "the platform goes on with what is left, and recovers by itself");

  /** Longer, as its seconds make the band that others are held against. */
  private static final Expectation NOTHING_SEEN =
      new Expectation(14, AT_ONCE, 0.5, 5, "nothing is broken, and nothing is seen");

  private static final Expectation DRAINED =
      new Expectation(5, 6, 1, 10, "the pod drains, and the other pods serve meanwhile");

  /** Each pod drains for three seconds and starts in some. */
  private static final Expectation REPLACED =
      new Expectation(26, 2, 1, 12, "one pod drains at a time, and the others serve meanwhile");

  /** Each new pod has to be ready for five seconds, and each old one drains for ten. */
  private static final int REPLACED_IN_CLUSTER_SECONDS = 80;

  private static final Expectation UPDATE_FAILS =
      new Expectation(80, 30, 1, 15, "the update undoes itself, and nobody notices");

  private static final Expectation POD_FROZEN =
      new Expectation(5, AT_ONCE, 15, 8, "the other pods serve meanwhile");
  private static final Expectation POD_AWAY =
      new Expectation(4, 8, 15, 10, "the other pods serve meanwhile");

  private static final String SLOWER = "everything is slower, and nothing is wrong";
  private static final Expectation CACHE_AWAY = new Expectation(7, AT_ONCE, 5, 8, SLOWER);
  private static final Expectation CACHE_RESTARTS = new Expectation(6, 4, 5, 10, SLOWER);
  private static final Expectation CACHE_GONE =
      new Expectation(60, 4, 5, 10, "everything is slower for a minute, and nothing is wrong");

  private static final String REFUSED = "there is a clear 503, and no acknowledged write is lost";
  private static final Expectation DATABASE_AWAY = new Expectation(6, AT_ONCE, 50, 12, REFUSED);
  private static final Expectation DATABASE_RESTARTS = new Expectation(6, 8, 50, 12, REFUSED);

  /** A minute and the start of the database are four fifths of the phase. */
  private static final Expectation DATABASE_GONE =
      new Expectation(
          60, 8, 80, 12, "there is a clear 503 for a minute, and no acknowledged write is lost");

  /** MySQL waits for room, and looks for it once a minute: nobody is told of it before. */
  private static final Expectation DISK_FULL =
      new Expectation(
          8, 2, 90, 65, "writes wait or are refused, and no acknowledged write is lost");

  private static final String NOBODY_SERVED = "nobody is served, and no acknowledged write is lost";

  /** For a quarter of the time. */
  private static final Expectation EDGE_AWAY = new Expectation(5, AT_ONCE, 30, 8, NOBODY_SERVED);

  private static final Expectation EDGE_RESTARTS = new Expectation(4, 4, 30, 10, NOBODY_SERVED);

  /** A transfer over a narrow link takes some seconds, and several are looked at. */
  private static final Expectation NARROW = USUAL.lasting(10);

  private static final Expectation ANSWERS_CUT =
      new Expectation(8, AT_ONCE, 5, 8, "what is sent again is done once");

  /** Faults that are over when they are injected, and can't be shorter than that takes. */
  private static final Set<String> WHOLE =
      Set.of("pods-replaced", "bad-deployment", "database-restarted", "redis-restarted");

  private static final Map<String, Expectation> OWN = own();

  private Expectations() {}

  private static Map<String, Expectation> own() {
    Map<String, Expectation> own = new HashMap<>();
    own.put("no-fault", NOTHING_SEEN);
    own.put("pod-stopped", DRAINED);
    own.put("pods-replaced", REPLACED);
    own.put("bad-deployment", UPDATE_FAILS);
    own.put("pod-frozen", POD_FROZEN);
    List.of("pod-killed", "pod-out-of-memory").forEach(name -> own.put(name, POD_AWAY));
    Stream.of("frozen", "slow", "refusing", "black-hole", "cut-midway")
        .forEach(what -> own.put("redis-" + what, CACHE_AWAY));
    Stream.of("killed", "restarted").forEach(what -> own.put("redis-" + what, CACHE_RESTARTS));
    own.put("redis-gone", CACHE_GONE);
    // Cut in every answer, it is away as well.
    Stream.of("frozen", "refusing", "reset", "black-hole", "cut-midway")
        .forEach(what -> own.put("database-" + what, DATABASE_AWAY));
    Stream.of("killed", "restarted")
        .forEach(what -> own.put("database-" + what, DATABASE_RESTARTS));
    own.put("database-gone", DATABASE_GONE);
    own.put("database-disk-full", DISK_FULL);
    Stream.of("reset", "black-hole").forEach(what -> own.put("edge-" + what, EDGE_AWAY));
    own.put("edge-killed", EDGE_RESTARTS);
    Stream.of("database", "edge").forEach(link -> own.put(link + "-narrow", NARROW));
    Stream.of("enrolment", "submission")
        .forEach(what -> own.put(what + "-answer-cut", ANSWERS_CUT));
    return Map.copyOf(own);
  }

  /** That of a fault in an environment. */
  static Expectation of(String fault, String environment) {
    Expectation expected = OWN.getOrDefault(fault, USUAL);
    if (!environment.equals("k3s")) {
      return expected;
    }
    return expected.equals(REPLACED)
        ? expected.inCluster().lasting(REPLACED_IN_CLUSTER_SECONDS)
        : expected.inCluster();
  }

  /** How long a fault lasts at least there. */
  static int secondsLeast(String fault, String environment) {
    return WHOLE.contains(fault) ? of(fault, environment).seconds() : 1;
  }
}
