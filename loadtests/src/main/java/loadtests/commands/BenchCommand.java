package loadtests.commands;

import environments.EnvironmentUnavailable;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import loadtests.settings.Nearest;
import loadtests.settings.ProjectRoot;
import loadtests.settings.SettingRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench}: JMH benchmarks, in a JVM of their own. */
@Command(name = "bench", description = "Run the benchmarks, or one of them.")
public final class BenchCommand implements Callable<Integer> {
  private final PrintStream out;
  private final PrintStream err;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "One benchmark; all without.")
  private @Nullable String name;

  @Option(names = "--list", description = "List the benchmarks, and run none.")
  private boolean list;

  public BenchCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path root = ProjectRoot.find();
    Path target = root.resolve("benchmarks").resolve("target");
    Path dependencies = target.resolve("runtime.classpath");
    Path benchmarks = target.resolve("classes").resolve("META-INF").resolve("BenchmarkList");
    if (!Files.exists(dependencies) || !Files.exists(benchmarks)) {
      err.println(
          "headroom: the benchmarks are not compiled; run"
              + " ./mvnw -pl benchmarks -am process-classes");
      return EnvironmentUnavailable.EXIT_STATUS;
    }
    List<String> names = names(benchmarks);
    if (list) {
      names.forEach(out::println);
      return 0;
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(target.resolve("classes") + File.pathSeparator + Files.readString(dependencies));
    // A benchmark that misses its bar fails, and so does the command.
    command.addAll(List.of("org.openjdk.jmh.Main", "-foe", "true"));
    if (name != null) {
      command.add("\\." + chosen(name, names) + "\\.");
    }
    Process jmh = new ProcessBuilder(command).directory(root.toFile()).inheritIO().start();
    return jmh.waitFor();
  }

  private static String chosen(String name, List<String> names) {
    if (names.contains(name)) {
      return name;
    }
    String hint =
        Nearest.to(name, names)
            .map(near -> "did you mean '" + near + "'?")
            .orElse("it is one of " + String.join(", ", names));
    throw new SettingRefused("unknown benchmark '" + name + "'; " + hint);
  }

  /** The simple names of the benchmark classes, from JMH's own list. */
  private static List<String> names(Path list) throws IOException {
    var names = new TreeSet<String>();
    for (String line : Files.readAllLines(list)) {
      String[] fields = line.split(" +", -1);
      names.add(fields[3].substring(fields[3].lastIndexOf('.') + 1));
    }
    return List.copyOf(names);
  }
}
