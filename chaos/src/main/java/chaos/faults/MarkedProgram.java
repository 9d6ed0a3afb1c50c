package chaos.faults;

import chaos.undo.Mark;
import chaos.undo.Undo;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Programs of this machine that a fault runs, with a mark in their command lines by which they are
 * found again: a journal must name them before they have numbers.
 *
 * @param mark what no other program has
 */
record MarkedProgram(String mark) {
  /** They end by themselves where nobody ends them. */
  private static final String SECONDS_MAX = "120";

  /** Ends all of a pattern, and waits for their end. */
  private static final String END =
      "pkill -KILL -f \"$0\"; [ $? -le 1 ] || exit 1; for i in $(seq 50); do"
          + " pgrep -f \"$0\" >/dev/null || exit 0; sleep 0.1; done; exit 1";

  /** One with a mark of its own. */
  static MarkedProgram of(String what) {
    return new MarkedProgram(Mark.TEXT + '-' + what + '-' + UUID.randomUUID());
  }

  /** Ends all that carry the mark. The pattern is not its own. */
  Undo undo() {
    String pattern = "[" + mark.charAt(0) + "]" + mark.substring(1);
    return new Undo.RunCommand(
        List.of("sh", "-c", END, pattern), List.of("sh", "-c", "pgrep -f \"$0\" || true", pattern));
  }

  /**
   * Starts one.
   *
   * @param command in which the mark stands
   */
  void start(List<String> command) throws IOException {
    bounded(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  /**
   * Starts one whose output is read.
   *
   * @param settings what it is told beside its command, which everybody may read
   */
  Process start(List<String> command, Map<String, String> settings) throws IOException {
    ProcessBuilder program = bounded(command);
    program.environment().putAll(settings);
    return program.start();
  }

  /**
   * As an ordinary program: where the load goes before the pods this process is an urgent one, and
   * what it starts would leave a busy machine no time to end it.
   */
  private static ProcessBuilder bounded(List<String> command) {
    List<String> bounded = new ArrayList<>(List.of("chrt", "--other", "0"));
    bounded.addAll(List.of("setsid", "timeout", "-s", "KILL", SECONDS_MAX));
    bounded.addAll(command);
    return new ProcessBuilder(bounded)
        .redirectInput(new File("/dev/null"))
        .redirectError(ProcessBuilder.Redirect.DISCARD);
  }
}
