package loadtests.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * What two runs against the null server at one rate say: one with the generator alone on its CPUs,
 * one with a database beside it that works as hard as it does under a platform. Immutable; the
 * content of {@code docs/run-queue.json}.
 *
 * @param schema 1
 * @param about what this is, for who opens the file
 * @param at when, in UTC
 * @param commit of the project
 * @param machine what it ran on
 * @param requestsPerSecond of both runs
 * @param seconds each was measured
 * @param movedMillisMax from here on the run-queue delay of a generator makes runs invalid
 * @param alone the first run
 * @param besideDatabase the second
 */
record RunQueuePair(
    int schema,
    String about,
    String at,
    String commit,
    SortedMap<String, Object> machine,
    double requestsPerSecond,
    long seconds,
    double movedMillisMax,
    Measured alone,
    Measured besideDatabase) {
  static final int SCHEMA = 1;

  /** The rule's limit. */
  static final double MOVED_MILLIS_MAX = 5;

  static final String ABOUT =
      "Two runs against the null server: with the generator alone on its CPUs, and with a database"
          + " load beside it on the same ones. A generator's run-queue delay makes a run invalid"
          + " where the database moves start lag beyond its limit or p99 by more than"
          + " movedMillisMax. Made by ./headroom calibrate --null --keep.";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * One run.
   *
   * @param run its id
   * @param verdict what the judge said of it
   * @param brokenChecks what its generator did not keep, by name
   * @param requests in its measured phase
   * @param p50Millis of their response times
   * @param p99Millis of their response times
   * @param startLagP99Millis over its measured phase
   * @param runQueueDelayMillis a second, all threads of the generator together
   * @param transactionsPerSecond of the load on the database
   */
  record Measured(
      String run,
      String verdict,
      List<String> brokenChecks,
      long requests,
      double p50Millis,
      double p99Millis,
      double startLagP99Millis,
      double runQueueDelayMillis,
      double transactionsPerSecond) {
    Measured {
      brokenChecks = List.copyOf(brokenChecks);
    }

    /** Whether the generator kept all that it must. */
    boolean sound() {
      return brokenChecks.isEmpty();
    }

    /** What it did not keep, in words. */
    String broken() {
      return String.join(", ", brokenChecks);
    }
  }

  /** How much more p99 was beside the database, in milliseconds; below 0 where it was less. */
  double movedMillis() {
    return besideDatabase.p99Millis() - alone.p99Millis();
  }

  /** Whether the delay counts: then runs on this machine with such a delay are invalid. */
  boolean invalid() {
    return !(movedMillis() <= movedMillisMax) || !besideDatabase.sound();
  }

  /** The pair for a terminal. */
  List<String> lines() {
    return List.of(
        String.format(
            Locale.ROOT,
            "run-queue delay: the null server at %.0f requests a second for %d s",
            requestsPerSecond,
            seconds),
        line("generator alone", alone),
        line("database beside it", besideDatabase),
        String.format(
            Locale.ROOT,
            "The database moves p99 by %.1f ms; the limit is %.0f ms. %s",
            movedMillis(),
            movedMillisMax,
            consequence()));
  }

  private String consequence() {
    if (!invalid()) {
      return "Run-queue delay alone makes no run here invalid.";
    }
    return besideDatabase.sound()
        ? "Runs here whose generator shares its CPUs with a database are invalid."
        : "Beside it the generator did not keep: " + besideDatabase.broken() + ".";
  }

  private static String line(String name, Measured run) {
    return String.format(
        Locale.ROOT,
        "  %-20s p50 %.1f ms, p99 %.1f ms, start lag p99 %.1f ms, run-queue delay %.1f ms a second,"
            + " %.0f transactions a second",
        name,
        run.p50Millis(),
        run.p99Millis(),
        run.startLagP99Millis(),
        run.runQueueDelayMillis(),
        run.transactionsPerSecond());
  }

  /** Writes it to a file, with the two figures that follow from it. */
  void write(Path file) throws IOException {
    ObjectNode tree = MAPPER.valueToTree(this);
    tree.put("p99MovedMillis", movedMillis()).put("invalid", invalid());
    MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), tree);
  }
}
