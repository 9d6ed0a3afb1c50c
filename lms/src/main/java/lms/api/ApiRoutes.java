package lms.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Described;
import lms.platform.Json;
import lms.platform.Routes;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The OpenAPI document of all routes, made when it is first asked for. Thread-safe. */
public final class ApiRoutes {
  private final Routes routes;
  private volatile @Nullable Documents documents;

  /** The document of {@code routes}, those that come later included. */
  public ApiRoutes(Routes routes) {
    this.routes = routes;
  }

  /** The same document in two notations. */
  private record Documents(Answer json, Answer yaml) {}

  /** Adds the routes of this feature. */
  public void register() {
    routes
        .get("/api/openapi.json", Access.ANYONE, exchange -> documents().json())
        .describedAs(
            Described.as("This document").answers(200, "application/json", "OpenAPI 3.1 as JSON"))
        .get("/api/openapi.yaml", Access.ANYONE, exchange -> documents().yaml())
        .describedAs(
            Described.as("This document in YAML")
                .answers(200, "application/yaml", "OpenAPI 3.1 as YAML"));
  }

  private Documents documents() {
    Documents made = documents;
    if (made == null) {
      byte[] json = Json.bytes(ApiDocument.of(routes.list()));
      made =
          new Documents(
              Answer.json(200, json), new Answer(200, "application/yaml", yaml(json), List.of()));
      documents = made;
    }
    return made;
  }

  /** From the JSON, in which no part is the same object as another: YAML would refer to it. */
  private static byte[] yaml(byte[] json) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    Map<?, ?> tree = Json.stored(json, Map.class);
    return new Yaml(options).dump(tree).getBytes(StandardCharsets.UTF_8);
  }
}
