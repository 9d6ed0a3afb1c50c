package environments;

import java.io.IOException;

/** Signals to processes that are not this one's own. */
final class Signals {
  private Signals() {}

  /** The exit code of {@code kill}: 0 where the process was there. */
  static int send(String signal, long pid) throws IOException, InterruptedException {
    return new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
  }
}
