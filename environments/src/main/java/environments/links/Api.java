package environments.links;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Toxiproxy's HTTP interface: which request does what, and its JSON. */
final class Api implements HttpHandler {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final String VERSION = "2.5.0";
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private final Proxies proxies;

  Api(Proxies proxies) {
    this.proxies = proxies;
  }

  /** An answer; one without content has none. */
  private record Answer(int status, @Nullable Object content) {}

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answer(exchange);
      } catch (ApiProblem e) {
        // Toxiproxy says "error"; its Java client reads "title".
        Map<String, Object> problem =
            Map.of("error", e.getMessage(), "title", e.getMessage(), "status", e.status());
        answer = new Answer(e.status(), problem);
      }
      send(exchange, answer);
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    if (answer.content() == null) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    byte[] body = JSON.writeValueAsBytes(answer.content());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }

  private Answer answer(HttpExchange exchange) throws ApiProblem, IOException {
    List<String> path =
        Arrays.stream(exchange.getRequestURI().getPath().split("/"))
            .filter(part -> !part.isEmpty())
            .toList();
    // Toxiproxy means the same by PATCH and the older POST.
    String method = exchange.getRequestMethod().replace("PATCH", "POST");
    String request = method + " " + String.join("/", shape(path));
    return switch (request) {
      case "GET version" -> new Answer(OK, Map.of("version", VERSION));
      case "POST reset" -> {
        proxies.reset();
        yield new Answer(NO_CONTENT, null);
      }
      case "GET proxies" -> new Answer(OK, proxies.json());
      case "POST proxies" -> new Answer(CREATED, proxies.create(body(exchange)).json());
      default -> {
        if (path.size() < 2 || !path.getFirst().equals("proxies")) {
          throw new ApiProblem(404, "there is no " + request);
        }
        yield ofProxy(request, path, body(exchange));
      }
    };
  }

  private Answer ofProxy(String request, List<String> path, ObjectNode body) throws ApiProblem {
    Proxy proxy = proxies.named(path.get(1));
    return switch (request) {
      case "GET proxies/*" -> new Answer(OK, proxy.json());
      case "POST proxies/*" -> {
        proxy.update(body);
        yield new Answer(OK, proxy.json());
      }
      case "DELETE proxies/*" -> {
        proxies.remove(proxy);
        yield new Answer(NO_CONTENT, null);
      }
      case "GET proxies/*/toxics" -> new Answer(OK, proxy.toxicsJson());
      case "POST proxies/*/toxics" -> new Answer(OK, proxy.add(Toxic.of(body)).json());
      case "GET proxies/*/toxics/*" -> new Answer(OK, proxy.toxic(path.get(3)).json());
      case "POST proxies/*/toxics/*" -> new Answer(OK, proxy.change(path.get(3), body).json());
      case "DELETE proxies/*/toxics/*" -> {
        proxy.remove(path.get(3));
        yield new Answer(NO_CONTENT, null);
      }
      default -> throw new ApiProblem(404, "there is no " + request);
    };
  }

  /** A path with a star for each name of a proxy or toxic. */
  private static List<String> shape(List<String> path) {
    String[] shape = path.toArray(String[]::new);
    for (int name = 1; name < shape.length; name += 2) {
      shape[name] = "*";
    }
    return List.of(shape);
  }

  private static ObjectNode body(HttpExchange exchange) throws ApiProblem, IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    try {
      JsonNode body = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
      if (body instanceof ObjectNode object) {
        return object;
      }
      throw new ApiProblem(400, "bad request body: it must be an object");
    } catch (JsonProcessingException e) {
      throw new ApiProblem(400, "bad request body: " + e.getOriginalMessage());
    }
  }
}
