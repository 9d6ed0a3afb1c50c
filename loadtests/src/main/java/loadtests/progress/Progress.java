package loadtests.progress;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import loadtests.plan.PlanText;
import org.jspecify.annotations.Nullable;
import reports.run.Phase;

/**
 * Shows how far a run is: on a terminal in one line that is written anew each second, elsewhere by
 * a line every ten seconds. Thread-safe.
 */
public final class Progress implements AutoCloseable {
  private static final int COLUMNS = 79;
  private static final int PLAIN_SECONDS = 10;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final InstantSource clock;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("progress").unstarted(task));
  private String step = "preparing";
  private long since;
  private int ticks;
  private @Nullable LoadView load;
  private boolean closed;

  Progress(PrintStream out, boolean terminal, InstantSource clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    this.since = clock.millis();
  }

  /** Progress on {@code out} from now on. */
  public static Progress on(PrintStream out, boolean terminal) {
    var progress = new Progress(out, terminal, InstantSource.system());
    var _ = progress.ticker.scheduleAtFixedRate(progress::tick, 1, 1, TimeUnit.SECONDS);
    return progress;
  }

  /** A step begins: its line is printed and stands for what goes on until the next. */
  public synchronized void step(String line) {
    say(line);
    step = line;
    since = clock.millis();
  }

  /** Prints a line that is no step. */
  public synchronized void say(String line) {
    if (terminal && !closed) {
      out.print(CLEAR_LINE);
    }
    out.println(line);
    out.flush();
  }

  /** The load begins; {@code logs} has one of each injector that writes it here. */
  public synchronized void loadBegins(List<Phase> phases, List<Path> logs, IntSupplier people) {
    load = new LoadView(phases, logs, people);
  }

  /** The load is over. */
  public synchronized void loadEnds() {
    if (load != null) {
      load.close();
      load = null;
    }
    step = "the load is over";
    since = clock.millis();
  }

  /** Shows what goes on now; called once a second. */
  synchronized void tick() {
    ticks++;
    if (closed) {
      return;
    }
    if (terminal) {
      String line = line();
      out.print(CLEAR_LINE + line.substring(0, Math.min(COLUMNS, line.length())));
      out.flush();
    } else if (ticks % PLAIN_SECONDS == 0) {
      out.println(line());
    }
  }

  private String line() {
    long now = clock.millis();
    return load == null
        ? step + " (" + PlanText.clock(Duration.ofMillis(now - since)) + ")"
        : load.line(now);
  }

  /** Ends it; lines printed from now on stand by themselves. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    ticker.shutdownNow();
    if (load != null) {
      load.close();
      load = null;
    }
    if (terminal) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }
}
