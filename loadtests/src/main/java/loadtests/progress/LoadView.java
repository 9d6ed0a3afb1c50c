package loadtests.progress;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import loadtests.plan.PlanText;
import org.jspecify.annotations.Nullable;
import reports.log.LogFollower;
import reports.log.UnreadableLog;
import reports.run.Phase;

/** The load in one line: its phase by the clock, its figures by the log. Not thread-safe. */
final class LoadView implements AutoCloseable {
  private final List<Phase> phases;
  private final IntSupplier people;
  private final LogTally tally = new LogTally();
  private final List<LogFollower> followers;
  private @Nullable Phase phase;
  private boolean readable = true;

  LoadView(List<Phase> phases, List<Path> logs, IntSupplier people) {
    this.phases = List.copyOf(phases);
    this.people = people;
    this.followers = logs.stream().map(log -> new LogFollower(log, tally)).toList();
  }

  /** What there is to say at this instant. */
  String line(long nowMillis) {
    if (nowMillis < phases.getFirst().begin()) {
      return "the load begins in " + clock(phases.getFirst().begin() - nowMillis);
    }
    Optional<Phase> current = current(nowMillis);
    current.filter(next -> !next.equals(phase)).ifPresent(this::begin);
    poll();
    return current
        .map(going -> line(going, nowMillis))
        .orElse(
            nowMillis < phases.getLast().end()
                ? "between two phases"
                : "the plan is over: waiting for the last answers");
  }

  private Optional<Phase> current(long nowMillis) {
    return phases.stream()
        .filter(each -> each.begin() <= nowMillis && nowMillis < each.end())
        .findFirst();
  }

  private void begin(Phase next) {
    phase = next;
    tally.phaseBegins(next.begin());
  }

  private void poll() {
    try {
      for (LogFollower follower : readable ? followers : List.<LogFollower>of()) {
        follower.poll();
      }
    } catch (IOException | UnreadableLog _) {
      readable = false; // the figures below say so; the run itself needs none of this
    }
  }

  private String line(Phase going, long nowMillis) {
    String where =
        "%s %s/%s"
            .formatted(
                going.name(), clock(nowMillis - going.begin()), clock(going.end() - going.begin()));
    String figures =
        !readable
            ? "the log can't be read"
            : followers.isEmpty() ? "logs come at the end" : figures();
    return "%s  %,d users  %s  %s left"
        .formatted(where, people.getAsInt(), figures, clock(phases.getLast().end() - nowMillis));
  }

  private String figures() {
    String p99 = tally.p99Millis().isPresent() ? tally.p99Millis().getAsLong() + " ms" : "-";
    return String.format(
        Locale.ROOT, "%.0f/s  %,d errors  p99 %s", tally.requestsPerSecond(), tally.failed(), p99);
  }

  private static String clock(long millis) {
    return PlanText.clock(Duration.ofMillis(Math.max(0, millis)));
  }

  @Override
  public void close() {
    try {
      for (LogFollower follower : followers) {
        follower.close();
      }
    } catch (IOException _) {
      readable = false;
    }
  }
}
