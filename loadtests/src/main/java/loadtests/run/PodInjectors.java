package loadtests.run;

import environments.GeneratorEnd;
import environments.GeneratorPod;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import loadtests.gatling.GatlingProcess;
import loadtests.injectors.Assignment;
import loadtests.injectors.InjectorEnd;
import loadtests.injectors.InjectorStart;
import loadtests.injectors.LocalInjectors;
import loadtests.injectors.StartedInjector;
import loadtests.settings.ProjectRoot;

/**
 * Injectors that are pods beside the platform, which wait there already.
 *
 * @param pods one for each injector, in their order
 * @param seedFile the seed.json that each is given
 */
record PodInjectors(List<GeneratorPod> pods, Path seedFile) implements InjectorStart {
  private static final String ASSIGNMENT = "assignment.json";
  private static final String SEED = "seed.json";

  PodInjectors {
    pods = List.copyOf(pods);
  }

  @Override
  public StartedInjector start(int number, Path assignment, Path errors) {
    GeneratorPod pod = pods.get(number - 1);
    Assignment told =
        Assignment.read(assignment)
            .at(GeneratorPod.RESULTS, GeneratorPod.FOLDER + '/' + SEED, GeneratorPod.TARGET);
    try {
      pod.put(SEED, Files.readAllBytes(seedFile));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pod.put(ASSIGNMENT, told.json());
    Path folder = Objects.requireNonNull(assignment.toAbsolutePath().getParent());
    pod.begin(arguments(), errors, folder);
    return new PodInjector(pod);
  }

  private List<String> arguments() {
    var arguments = new ArrayList<String>();
    arguments.add("-D" + Assignment.PROPERTY + "=" + GeneratorPod.FOLDER + '/' + ASSIGNMENT);
    // Settings name files by it, of which an injector reads none.
    arguments.add("-D" + ProjectRoot.PROPERTY + "=" + GeneratorPod.FOLDER);
    arguments.addAll(
        GatlingProcess.program(LocalInjectors.SIMULATION, GeneratorPod.FOLDER + "/gatling"));
    return arguments;
  }

  /** One of them. */
  private record PodInjector(GeneratorPod pod) implements StartedInjector {
    @Override
    public OutputStream input() {
      return pod.input();
    }

    @Override
    public InputStream output() {
      return pod.output();
    }

    @Override
    public CompletableFuture<InjectorEnd> end() {
      return pod.end().thenApply(PodInjector::meaning);
    }

    private static InjectorEnd meaning(GeneratorEnd end) {
      return new InjectorEnd(end.millis(), end.status(), end.how(), end.collected());
    }

    @Override
    public void stop() {
      pod.stop();
    }

    @Override
    public void kill() {
      pod.kill();
    }
  }
}
