package environments;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.testcontainers.containers.GenericContainer;

/**
 * How long a pod takes from the start of its container, by the engine's clock: until it listens,
 * and until it has warmed up and is ready.
 */
record StartTimes(Duration listening, Duration ready) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration TRY = Duration.ofMillis(200);
  private static final Duration LOOK = Duration.ofMillis(2);
  private static final String WITHOUT_CACHE =
      "java @/app/jvm.options -XX:AOTMode=off -cp /app/lms.jar lms.Main";

  /** The middle one of several, each by itself. */
  static StartTimes median(List<StartTimes> times) {
    return new StartTimes(
        middle(times.stream().map(StartTimes::listening).toList()),
        middle(times.stream().map(StartTimes::ready).toList()));
  }

  private static Duration middle(List<Duration> durations) {
    List<Duration> sorted = new ArrayList<>(durations);
    sorted.sort(Comparator.naturalOrder());
    return sorted.get(sorted.size() / 2);
  }

  /** Starts a pod, measures it and stops it. */
  static StartTimes of(Supplier<GenericContainer<?>> pods, boolean cached) {
    try (GenericContainer<?> pod = pods.get()) {
      pod.waitingFor(new Containers.NoWait());
      // A core of its own and not a share of all: the time of a start then depends on nobody else.
      Containers.configure(pod, host -> host.withNanoCPUs(0L));
      Containers.bind(pod, List.of(Cpus.allowed().getLast()));
      if (!cached) {
        pod.withCreateContainerCmdModifier(
            command -> command.withEntrypoint(WITHOUT_CACHE.split(" ", -1)).withCmd());
      }
      pod.start();
      String host = Containers.address(pod);
      Instant began =
          Instant.parse(String.valueOf(pod.getContainerInfo().getState().getStartedAt()));
      Instant listening = awaitListening(pod, host);
      Instant ready = awaitReady(pod, host);
      return new StartTimes(Duration.between(began, listening), Duration.between(began, ready));
    }
  }

  private static Instant awaitListening(GenericContainer<?> pod, String host) {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end) && pod.isRunning()) {
      for (int look = 0; look < 100; look++) {
        try (Socket socket = new Socket()) {
          socket.connect(new InetSocketAddress(host, Containers.PORT), (int) TRY.toMillis());
          return Instant.now();
        } catch (IOException e) {
          LockSupport.parkNanos(LOOK.toNanos());
        }
      }
    }
    throw notUp(pod, "listen");
  }

  private static Instant awaitReady(GenericContainer<?> pod, String host) {
    URI uri = URI.create("http://" + host + ':' + Containers.PORT + "/api/health/ready");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
    Instant end = Instant.now().plus(PATIENCE);
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (Instant.now().isBefore(end) && pod.isRunning()) {
        try {
          if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return Instant.now();
          }
        } catch (IOException e) {
          // Too busy with itself: asked again below.
        }
        LockSupport.parkNanos(10 * LOOK.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw notUp(pod, "get ready");
  }

  private static EnvironmentUnavailable notUp(GenericContainer<?> pod, String what) {
    return new EnvironmentUnavailable(
        "the platform's container did not " + what + "; it wrote:\n" + pod.getLogs());
  }
}
