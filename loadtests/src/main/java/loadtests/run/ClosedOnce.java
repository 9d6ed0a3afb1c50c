package loadtests.run;

import environments.Environment;
import environments.Preparation;
import java.util.Set;
import loadtests.pace.Timeline;
import loadtests.record.Recorder;

/**
 * A companion that is closed once, whoever asks: the run that ends, or the process that is told to.
 * Who comes second waits until the first has done it. Thread-safe.
 */
final class ClosedOnce implements Companion {
  private final Companion companion;
  private boolean closed;

  ClosedOnce(Companion companion) {
    this.companion = companion;
  }

  @Override
  public boolean needsFaults() {
    return companion.needsFaults();
  }

  @Override
  public Set<Preparation> preparations() {
    return companion.preparations();
  }

  @Override
  public void opened(Environment environment, Recorder recorder) {
    companion.opened(environment, recorder);
  }

  @Override
  public void loadBegins(Timeline timeline) {
    companion.loadBegins(timeline);
  }

  @Override
  public void loadEnded() {
    companion.loadEnded();
  }

  @Override
  public void lookedUp() {
    companion.lookedUp();
  }

  @Override
  public void interrupted() {
    companion.interrupted();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      companion.close();
    }
  }
}
