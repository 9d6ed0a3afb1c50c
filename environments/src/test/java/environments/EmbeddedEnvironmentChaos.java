package environments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The embedded environment when something is killed: itself, a part of it, another run beside it.
 */
final class EmbeddedEnvironmentChaos {
  private static final OwnCache CACHE = OwnCache.use("chaos-cache");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void leavesNothingWhenItsProcessIsKilled() throws Exception {
    killedAfter(EmbeddedProcess.OPEN);
  }

  @Test
  @Tag("long")
  void leavesNothingWhenItsProcessIsKilledWhileDatabaseAndRedisStart() throws Exception {
    killedAfter("starting database and Redis");
  }

  @Test
  void leavesNothingWhenItsProcessIsKilledWhileThePodStarts() throws Exception {
    killedAfter("starting the pod");
  }

  @Test
  void leavesNothingWhenItsProcessIsKilledWhileAllPartsAreFrozen() throws Exception {
    Process process = start("frozen", EmbeddedProcess.FAULTS);
    awaitLine(process, EmbeddedProcess.OPEN);
    List<ProcessHandle> children = process.descendants().toList();
    List<ProcessHandle> parts =
        children.stream().filter(EmbeddedEnvironmentChaos::isServer).toList();
    assertThat(parts).as("database, Redis, links and pod").hasSize(4);
    for (ProcessHandle part : parts) {
      assertThat(Signals.send("STOP", part.pid())).isZero();
    }

    process.destroyForcibly().waitFor();

    await(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    await(() -> CACHE.workFolders().isEmpty());
  }

  @Test
  void leavesNothingWhenADependencyOfItIsKilled() throws Exception {
    try (Environment environment = Environments.open(EmbeddedProcess.small("bereft"))) {
      List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
      children.stream()
          .filter(child -> child.info().command().orElse("").endsWith("mariadbd"))
          .forEach(ProcessHandle::destroyForcibly);

      await(() -> get(environment.pods().getFirst().resolve("/api/health")).statusCode() == 503);
    }
    assertThat(ProcessHandle.current().descendants().filter(EmbeddedEnvironmentChaos::ours))
        .isEmpty();
    assertThat(CACHE.workFolders()).isEmpty();
  }

  @Test
  void recordsTheOtherRunOnTheMachine() throws Exception {
    Process other = start("the-other-run");
    try {
      awaitLine(other, EmbeddedProcess.OPEN);
      try (Environment environment = Environments.open(EmbeddedProcess.small("this-run"))) {
        assertThat(environment.others()).asString().contains("the-other-run");
        assertThat(environment.placement().sharedCores()).isTrue();
      }
    } finally {
      other.destroyForcibly().waitFor();
      await(() -> CACHE.workFolders().isEmpty());
    }
  }

  private static void killedAfter(String line) throws Exception {
    Process process = start("killed");
    awaitLine(process, line);
    List<ProcessHandle> children = process.descendants().toList();

    process.destroyForcibly().waitFor();

    await(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    await(() -> CACHE.workFolders().isEmpty());
    assertThat(children).isNotEmpty();
  }

  private static Process start(String runId, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dheadroom.cache=" + CACHE.folder(),
                "-Dheadroom.root=" + System.getProperty("headroom.root"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                EmbeddedProcess.class.getName(),
                runId));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void awaitLine(Process process, String start) throws IOException {
    BufferedReader lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(start)) {
        return;
      }
    }
    throw new AssertionError("the process ended before it said '" + start + "'");
  }

  /** Not the shells that clean up, nor what they run. */
  private static boolean isServer(ProcessHandle process) {
    return process.info().command().orElse("").matches(".*/(java|mariadbd|redis-server)");
  }

  private static boolean ours(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains(CACHE.folder().toString());
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("it took longer than " + PATIENCE).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
