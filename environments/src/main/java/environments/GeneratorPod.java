package environments;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pod of a cluster in which a JVM waits for its arguments, to send load from beside the platform.
 * What it leaves in {@value #RESULTS} is brought here when it has ended; a second container keeps
 * the files until then. Thread-safe but for its beginning.
 */
public final class GeneratorPod {
  /** The folder of the pod that files can be put into, and the only one that it can write to. */
  public static final String FOLDER = "/work";

  /** The folder in it whose files are brought here at the end. */
  public static final String RESULTS = FOLDER + "/results";

  /** The address of the platform's edge for pods of its namespace. */
  public static final URI TARGET = URI.create("https://lms-edge");

  static final String GENERATOR = "generator";
  static final String KEEPER = "keeper";

  private static final String ARGUMENTS = FOLDER + "/arguments";
  private static final String COLLECTED = FOLDER + "/collected";
  private static final long LOOK_SECONDS = 5;
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(10);
  private static final long TOLD_LOOK_MILLIS = 250;

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final PodShell keeper;
  private final CompletableFuture<GeneratorEnd> end = new CompletableFuture<>();
  private @Nullable ExecWatch attached;

  GeneratorPod(KubernetesClient client, String namespace, String name) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
    this.keeper = new PodShell(client, namespace, name, KEEPER);
  }

  /** The pod's name. */
  public String name() {
    return name;
  }

  /**
   * Puts a file of this name into the pod's folder.
   *
   * @throws EnvironmentUnavailable where it can't
   */
  public void put(String file, byte[] content) {
    try {
      keeper.put(content, FOLDER + '/' + file);
    } catch (IOException e) {
      throw new EnvironmentUnavailable(
          file + " can't be brought into pod " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Lets the JVM run, connected to this process: when that ends, its input does.
   *
   * @param arguments what follows the name of the program java, class path apart
   * @param errors the file that its standard error goes to
   * @param results the folder that what it leaves is brought to
   * @throws EnvironmentUnavailable where the pod is gone meanwhile
   */
  public void begin(List<String> arguments, Path errors, Path results) {
    try {
      OutputStream errorsTo =
          Files.newOutputStream(errors, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      ExecWatch made =
          resource()
              .inContainer(GENERATOR)
              .redirectingInput()
              .redirectingOutput()
              .writingError(errorsTo)
              .attach();
      attached = made;
      Thread.ofPlatform()
          .daemon()
          .name("generator-" + name)
          .start(() -> follow(made, errorsTo, results));
    } catch (KubernetesClientException e) {
      throw new EnvironmentUnavailable(
          "pod " + name + " can't be talked to: " + Clusters.reason(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String lines = arguments.stream().map(GeneratorPod::quoted).collect(Collectors.joining("\n"));
    put(ARGUMENTS.substring(FOLDER.length() + 1), (lines + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** As a file of arguments for java has it. */
  static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** What it is told. */
  public OutputStream input() {
    return new GeneratorInput(attached().getInput());
  }

  /** What it says. */
  public InputStream output() {
    return attached().getOutput();
  }

  private ExecWatch attached() {
    return Objects.requireNonNull(attached, "it has not begun");
  }

  /** Its end, when that has come and what it left is here. */
  public CompletableFuture<GeneratorEnd> end() {
    return end;
  }

  /** Asks it to end in good order. */
  public void stop() {
    try {
      new PodShell(client, namespace, name, GENERATOR).run("kill -TERM 1");
    } catch (IOException _) {
      return; // it has ended, which is seen elsewhere
    }
  }

  /** Ends it at once, files and all. */
  public void kill() {
    try {
      resource().withGracePeriod(0).delete();
    } catch (KubernetesClientException _) {
      return; // it is gone with all else when the run is over
    }
  }

  private void follow(ExecWatch watch, OutputStream errors, Path results) {
    try {
      awaitDetached(watch);
      long millis = System.currentTimeMillis();
      GeneratorEnd ended = GeneratorEnd.of(told(), name, GENERATOR, millis);
      end.complete(collected(ended, results));
    } catch (RuntimeException e) {
      end.completeExceptionally(e);
    } finally {
      close(errors);
    }
  }

  /** The connection ends with the program; where a whole node is gone it may not. */
  private void awaitDetached(ExecWatch watch) {
    while (true) {
      try {
        watch.exitCode().get(LOOK_SECONDS, TimeUnit.SECONDS);
        return;
      } catch (TimeoutException _) {
        Pod pod = pod();
        if (pod == null || GeneratorEnd.termination(pod, GENERATOR).isPresent()) {
          return;
        }
      } catch (ExecutionException _) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** The pod as soon as it tells of the program's end, which comes a little after that. */
  private @Nullable Pod told() {
    long deadline = System.nanoTime() + TOLD_WITHIN.toNanos();
    Pod pod = pod();
    while (pod != null && !tells(pod) && System.nanoTime() < deadline) {
      try {
        TimeUnit.MILLISECONDS.sleep(TOLD_LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return pod;
      }
      pod = pod();
    }
    return pod;
  }

  /** A pod that is deleted tells no more of its containers before all have ended. */
  private static boolean tells(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null
        || GeneratorEnd.termination(pod, GENERATOR).isPresent();
  }

  private GeneratorEnd collected(GeneratorEnd ended, Path results) {
    try {
      for (Map.Entry<String, String> file : keeper.digests(RESULTS).entrySet()) {
        keeper.fetch(
            RESULTS + '/' + file.getKey(), file.getValue(), results.resolve(file.getKey()));
      }
      keeper.run("touch " + COLLECTED);
      return ended.whenCollected();
    } catch (IOException e) {
      return ended.whenNotCollected(Clusters.reason(e));
    }
  }

  private @Nullable Pod pod() {
    try {
      return resource().get();
    } catch (KubernetesClientException _) {
      return null;
    }
  }

  private PodResource resource() {
    return client.pods().inNamespace(namespace).withName(name);
  }

  private static void close(OutputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
