package environments;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Removes something when it is closed or this process is gone, whatever ends it.
 *
 * <p>A shell in a session of its own, so that Ctrl-C doesn't reach it, reads a pipe whose other end
 * this process holds. The pipe ends when this is closed or the process is, kill -9 included; then
 * the shell runs its script and ends.
 */
public final class Reaper {
  private final Process shell;

  private Reaper(Process shell) {
    this.shell = shell;
  }

  /**
   * Starts one.
   *
   * @param script what it does in the end, for the shell; {@code $1} is the argument
   */
  static Reaper start(String script, String argument) throws IOException {
    return new Reaper(shell("cat >/dev/null; " + script, argument));
  }

  /**
   * The same, and does its work after so many seconds even where this process lives: it may hang.
   */
  public static Reaper start(String script, String argument, long secondsMost) throws IOException {
    return new Reaper(shell("timeout " + secondsMost + " cat >/dev/null; " + script, argument));
  }

  /** Runs such a script now and waits for its end; false where it takes longer than that. */
  static boolean run(String script, String argument, long secondsMax)
      throws IOException, InterruptedException {
    return shell(script, argument).waitFor(secondsMax, TimeUnit.SECONDS);
  }

  /** Has it do its work; false where it takes longer than that, and then goes on without us. */
  public boolean finish(long secondsMax) throws IOException, InterruptedException {
    shell.getOutputStream().close();
    return shell.waitFor(secondsMax, TimeUnit.SECONDS);
  }

  private static Process shell(String script, String argument) throws IOException {
    return new ProcessBuilder(List.of("setsid", "sh", "-c", script, "headroom-reaper", argument))
        .directory(new File("/"))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
