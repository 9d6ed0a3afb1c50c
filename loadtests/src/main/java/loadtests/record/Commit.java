package loadtests.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The commit that a working tree is at. */
final class Commit {
  /** Stands for the commit where there is no git or no repository. */
  static final String NONE = "0000000";

  private static final int GIT_SECONDS = 5;

  private Commit() {}

  static String of(Path root) {
    try {
      Process git =
          new ProcessBuilder("git", "rev-parse", "HEAD")
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean ended = git.waitFor(GIT_SECONDS, TimeUnit.SECONDS);
      return ended && answer.matches("[0-9a-f]{40,64}") ? answer : NONE;
    } catch (IOException _) {
      return NONE;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return NONE;
    }
  }
}
