package chaos.undo;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of this machine that are run to their end. */
public final class Commands {
  /** How long one may take; it is killed then. */
  public static final Duration MOST = Duration.ofSeconds(30);

  private static final Duration REST = Duration.ofSeconds(1);

  private Commands() {}

  /**
   * How one ended.
   *
   * @param status its exit status
   * @param output what it wrote to standard output and error
   */
  public record Result(int status, String output) {
    /** Whether it says that it did what it was to do. */
    public boolean succeeded() {
      return status == 0;
    }

    /** The first line that it wrote, or its status where it wrote none. */
    public String reason() {
      return output.lines().findFirst().orElse("exit status " + status);
    }
  }

  /**
   * Runs one without input.
   *
   * @throws UndoFailed where it can't be started or takes longer than {@link #MOST}
   */
  public static Result run(List<String> command) throws UndoFailed, InterruptedException {
    String name = command.getFirst();
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .start();
      var output = new ByteArrayOutputStream();
      Thread reader = Thread.ofVirtual().start(() -> read(process.getInputStream(), output));
      int status = end(process, name);
      // What a command leaves running may hold the pipe open for ever.
      reader.join(REST);
      return new Result(status, output.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UndoFailed(name + " can't be run: " + e.getMessage(), e);
    }
  }

  private static int end(Process process, String name) throws UndoFailed, InterruptedException {
    boolean ended = false;
    try {
      ended = process.waitFor(MOST.toSeconds(), TimeUnit.SECONDS);
    } finally {
      // Only then: it closes the pipe, and what was not read yet is lost.
      if (!ended) {
        process.destroyForcibly();
      }
    }
    if (!ended) {
      throw new UndoFailed(name + " did not end within " + MOST.toSeconds() + " s");
    }
    return process.exitValue();
  }

  private static void read(InputStream from, OutputStream to) {
    try (from) {
      from.transferTo(to);
    } catch (IOException e) {
      // It was killed: what it had written is all there is.
      return;
    }
  }
}
