package chaos.experiment;

import environments.Part;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One more pod of an embedded environment, of the platform with a defect: it shares the database
 * and the Redis of the others. Closed, it is killed.
 */
final class DefectivePod implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int OK = 200;

  private final ProcessBuilder program;
  private final Path log;
  private final InetSocketAddress address;
  private @Nullable Process process;

  /**
   * Compiles one, and starts it not yet.
   *
   * @param fellow whose settings it takes
   * @param folder for what is compiled
   */
  DefectivePod(PlantedDefect defect, Part fellow, Path lms, Path folder) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket free = new ServerSocket(0, 1, here)) {
      address = new InetSocketAddress(here, free.getLocalPort());
    }
    log = folder.resolve("defective-pod.log");
    program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                defect.classPath(lms, folder),
                "lms.Main")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(new File("/dev/null"));
    settingsOf(fellow).forEach(each -> program.environment().put(each[0], each[1]));
    program.environment().put("LMS_HTTP_PORT", Integer.toString(address.getPort()));
    program.environment().put("LMS_POD_NAME", "defective");
    // The database takes few connections more than those of the environment's own pods.
    program.environment().put("LMS_DATABASE_POOL", "15");
    program.environment().putAll(defect.settings());
  }

  /** Starts it where it doesn't run, and waits until it says that it is ready. */
  void start() throws IOException, InterruptedException {
    if (process == null) {
      process = program.start();
      awaitReady(process);
    }
  }

  private static List<String[]> settingsOf(Part pod) throws IOException {
    byte[] all = Files.readAllBytes(Path.of("/proc/" + pod.pid().orElseThrow() + "/environ"));
    return List.of(new String(all, StandardCharsets.UTF_8).split("\0", -1)).stream()
        .filter(each -> each.startsWith("LMS_"))
        .map(each -> each.split("=", 2))
        .toList();
  }

  private void awaitReady(Process started) throws IOException, InterruptedException {
    URI ready = URI.create("http://127.0.0.1:" + address.getPort() + "/api/health/ready");
    HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!answers(client, request)) {
        if (System.nanoTime() > end || !started.isAlive()) {
          close();
          throw new IOException(Files.readString(log));
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  private static boolean answers(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException e) {
      return false; // Not yet.
    }
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }
}
