package environments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program to start as a child process.
 *
 * @param name what messages and log files call it, such as {@code pod-1}
 * @param command the executable and its arguments
 * @param environment variables beside the inherited ones; secrets go here, never into the command
 * @param cpus the CPUs that it may use; none is no restriction
 * @param input what it reads from standard input; it inherits an empty one otherwise
 * @param output where its standard output and error go, appended
 */
record Program(
    String name,
    List<String> command,
    Map<String, String> environment,
    List<Integer> cpus,
    Path input,
    Path output) {

  /** An input that is empty. */
  static final Path NOTHING = Path.of("/dev/null");

  Program {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    cpus = List.copyOf(cpus);
  }

  /** A program without input, its log beside others in a folder. */
  static Program of(String name, List<String> command, Path logs) {
    return new Program(name, command, Map.of(), List.of(), NOTHING, logs.resolve(name + ".log"));
  }

  Program with(Map<String, String> variables) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(variables);
    return new Program(name, command, all, cpus, input, output);
  }

  Program on(List<Integer> itsCpus) {
    return new Program(name, command, environment, itsCpus, input, output);
  }

  Program reading(Path file) {
    return new Program(name, command, environment, cpus, file, output);
  }

  /**
   * The whole command. The kernel kills the process when the thread that started it ends, so with
   * that thread's process. Should that have ended before it was asked to, the parent is another
   * one: then the program isn't started at all.
   */
  List<String> launch(long parent) {
    List<String> whole = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--"));
    String check = "[ \"$PPID\" = \"$1\" ] || exit 143; shift; exec \"$@\"";
    whole.addAll(List.of("sh", "-c", check, name, Long.toString(parent)));
    if (!cpus.isEmpty()) {
      whole.addAll(List.of("taskset", "-c", Cpus.list(cpus)));
    }
    whole.addAll(command);
    return whole;
  }
}
