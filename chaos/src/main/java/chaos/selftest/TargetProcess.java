package chaos.selftest;

import environments.ProcessStat;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process that is a target, named by number and start time.
 *
 * @param process a child of this one
 * @param startTime field 22 of its stat file
 */
record TargetProcess(Process process, long startTime) {
  /** Starts one that ends with this process. */
  static TargetProcess start(List<String> command) throws IOException {
    List<String> whole = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--"));
    whole.addAll(command);
    Process process = new ProcessBuilder(whole).redirectInput(new File("/dev/null")).start();
    return new TargetProcess(
        process,
        ProcessStat.read(process.pid())
            .orElseThrow(() -> new IOException("it ended at once"))
            .startTicks());
  }

  String name() {
    return process.pid() + ":" + startTime;
  }

  static long pid(String name) {
    return Long.parseLong(name.substring(0, name.indexOf(':')));
  }

  static long startTime(String name) {
    return Long.parseLong(name.substring(name.indexOf(':') + 1));
  }

  Optional<ProcessStat> stat() {
    return ProcessStat.read(process.pid()).filter(now -> now.state() != 'Z');
  }

  void end() {
    process.destroyForcibly().onExit().join();
  }
}
