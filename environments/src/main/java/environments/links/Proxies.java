package environments.links;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** All proxies of a server, by their names. Thread-safe. */
final class Proxies implements AutoCloseable {
  private final Map<String, Proxy> proxies = new ConcurrentSkipListMap<>();

  Proxy create(ObjectNode body) throws ApiProblem {
    Proxy proxy = new Proxy(required(body, "name"), required(body, "upstream"));
    if (proxies.putIfAbsent(proxy.name(), proxy) != null) {
      throw new ApiProblem(409, "proxy already exists");
    }
    try {
      ObjectNode settings = body.deepCopy();
      proxy.update(settings.put("enabled", body.path("enabled").asBoolean(true)));
      return proxy;
    } catch (ApiProblem e) {
      proxies.remove(proxy.name());
      throw e;
    }
  }

  Proxy named(String name) throws ApiProblem {
    Proxy proxy = proxies.get(name);
    if (proxy == null) {
      throw new ApiProblem(404, "proxy not found");
    }
    return proxy;
  }

  void remove(Proxy proxy) {
    proxies.remove(proxy.name());
    proxy.close();
  }

  /** Enables all proxies and removes all toxics. */
  void reset() throws ApiProblem {
    for (Proxy proxy : proxies.values()) {
      proxy.reset();
    }
  }

  Map<String, ObjectNode> json() {
    return proxies.values().stream().collect(Collectors.toMap(Proxy::name, Proxy::json));
  }

  @Override
  public void close() {
    proxies.values().forEach(Proxy::close);
  }

  private static String required(ObjectNode body, String field) throws ApiProblem {
    String value = body.path(field).asText("");
    if (value.isEmpty()) {
      throw new ApiProblem(400, "missing required field: " + field);
    }
    return value;
  }
}
