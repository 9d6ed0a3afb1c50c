package environments;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** People who read the catalogue, five times a second, and register now and then. */
final class Visitors implements AutoCloseable {
  private static final long PERIOD_MILLIS = 200;
  private static final int READS_TO_A_REGISTRATION = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI platform;
  private final HttpClient client = Trustful.client();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger visits = new AtomicInteger();
  private final List<String> answers = new CopyOnWriteArrayList<>();

  private Visitors(URI platform) {
    this.platform = platform;
    var _ = clock.scheduleAtFixedRate(this::visit, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Those of the platform at this address, from now on. */
  static Visitors of(URI platform) {
    return new Visitors(platform);
  }

  /** What they were answered so far: 200 for a catalogue, 201 for a registration. */
  List<String> answers() {
    return List.copyOf(answers);
  }

  private void visit() {
    int visit = visits.getAndIncrement();
    boolean registers = visit % READS_TO_A_REGISTRATION == 0;
    HttpRequest request = registers ? registration(visit) : catalogue();
    try {
      HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
      answers.add(Integer.toString(answer.statusCode()));
    } catch (IOException e) {
      answers.add(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest catalogue() {
    return HttpRequest.newBuilder(platform.resolve("/api/courses")).timeout(PATIENCE).build();
  }

  private HttpRequest registration(int visit) {
    String person =
        """
        {"name": "Visitor %1$d", "email": "visitor-%1$d@example.org", "password": "visits-often"}
        """
            .formatted(visit);
    return HttpRequest.newBuilder(platform.resolve("/api/registration"))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(person))
        .build();
  }

  @Override
  public void close() {
    clock.close();
    client.close();
  }
}
