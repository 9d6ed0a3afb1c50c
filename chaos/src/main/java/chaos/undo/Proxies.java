package chaos.undo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The proxies of a Toxiproxy, or of what speaks its HTTP interface.
 *
 * @param api where it listens, such as {@code http://127.0.0.1:8474}
 */
public record Proxies(URI api) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration MOST = Duration.ofSeconds(10);
  private static final int NOT_FOUND = 404;
  private static final int ERRORS = 400;

  /**
   * One proxy as it is now.
   *
   * @param upstream where it leads, host and port
   * @param enabled whether it listens
   * @param toxics the names of its toxics
   */
  public record State(String upstream, boolean enabled, List<String> toxics) {
    /** Copies its list. */
    public State {
      toxics = List.copyOf(toxics);
    }
  }

  /**
   * How a proxy is now; empty where there is none of that name, or nobody listens any more: proxies
   * are gone with the process that has them.
   *
   * @throws UndoFailed where it can't be asked
   */
  public Optional<State> state(String proxy) throws UndoFailed, InterruptedException {
    Optional<HttpResponse<String>> answer = send("GET", "/proxies/" + proxy, "");
    if (answer.filter(found -> found.statusCode() != NOT_FOUND).isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode read = JSON.readTree(answer.orElseThrow().body());
      List<String> toxics = new ArrayList<>();
      read.path("toxics").forEach(toxic -> toxics.add(toxic.path("name").asText()));
      return Optional.of(
          new State(read.path("upstream").asText(), read.path("enabled").asBoolean(), toxics));
    } catch (IOException e) {
      throw new UndoFailed("proxy " + proxy + " answers what nobody can read", e);
    }
  }

  /** Makes a proxy on a free port of this machine; the server chooses it. */
  public void create(String proxy, String upstream) throws UndoFailed, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.put("name", proxy).put("listen", "127.0.0.1:0").put("upstream", upstream);
    require(send("POST", "/proxies", body.toString()), "to be made");
  }

  /**
   * Adds a toxic.
   *
   * @param json as Toxiproxy's interface has it, with a name that begins with {@link Mark#TEXT}
   */
  public void addToxic(String proxy, String json) throws UndoFailed, InterruptedException {
    require(send("POST", "/proxies/" + proxy + "/toxics", json), "the toxic");
  }

  /** Removes a toxic; harmless where there is none of that name, or no proxy any more. */
  public void removeToxic(String proxy, String name) throws UndoFailed, InterruptedException {
    Optional<HttpResponse<String>> answer =
        send("DELETE", "/proxies/" + proxy + "/toxics/" + name, "");
    if (answer.filter(found -> found.statusCode() != NOT_FOUND).isPresent()) {
      require(answer, "to be without " + name);
    }
  }

  /** Lets a proxy listen or not, and lead to an upstream (host and port). */
  public void set(String proxy, boolean enabled, String upstream)
      throws UndoFailed, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.put("enabled", enabled);
    body.put("upstream", upstream);
    require(send("POST", "/proxies/" + proxy, body.toString()), "the change");
  }

  private void require(Optional<HttpResponse<String>> answer, String what) throws UndoFailed {
    if (answer.isEmpty()) {
      throw new UndoFailed("nobody listens at " + api);
    }
    if (answer.get().statusCode() >= ERRORS) {
      throw new UndoFailed("the proxy refuses " + what + ": " + answer.get().body().strip());
    }
  }

  /** Empty where nobody listens. */
  private Optional<HttpResponse<String>> send(String method, String path, String body)
      throws UndoFailed, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve(path))
            .timeout(MOST)
            .header("Content-Type", "application/json")
            // Toxiproxy refuses what looks like a browser.
            .header("User-Agent", Mark.TEXT)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try (HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(MOST).build()) {
      return Optional.of(client.send(request, BodyHandlers.ofString()));
    } catch (ConnectException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UndoFailed("the proxies at " + api + " can't be asked: " + e.getMessage(), e);
    }
  }
}
