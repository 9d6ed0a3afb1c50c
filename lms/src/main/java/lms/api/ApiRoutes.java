package lms.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Json;
import lms.platform.Pages;
import lms.platform.Routes;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** What there is to call, as OpenAPI and as a page; made when it is first asked. Thread-safe. */
public final class ApiRoutes {
  private final Routes routes;
  private final Pages pages;
  private volatile @Nullable Documents documents;

  /** Of all of {@code routes}, those that come later included. */
  public ApiRoutes(Routes routes, Pages pages) {
    this.routes = routes;
    this.pages = pages;
  }

  private record Documents(List<Operation> operations, Answer json, Answer yaml) {}

  /** Adds the routes of this feature. */
  public void register() {
    routes
        .get("/api/openapi.json", Access.ANYONE, exchange -> documents().json())
        .describedAs(
            Described.as("This document")
                .answers(200, "application/json", "OpenAPI 3.1 as JSON")
                .tagged())
        .get("/api/openapi.yaml", Access.ANYONE, exchange -> documents().yaml())
        .describedAs(
            Described.as("This document in YAML")
                .answers(200, "application/yaml", "OpenAPI 3.1 as YAML")
                .tagged())
        .get("/api/docs", Access.ANYONE, this::page)
        .describedAs(
            Described.as("All of this for people, to read and to try")
                .answers(200, "text/html", "a page"));
  }

  private Answer page(Exchange exchange) {
    Map<String, Object> model = Map.of("operations", documents().operations());
    return Answer.page(200, pages.render(exchange, "api/docs.jte", model));
  }

  private Documents documents() {
    Documents made = documents;
    if (made == null) {
      List<Operation> operations = operations();
      byte[] json = Json.bytes(ApiDocument.of(operations));
      made =
          new Documents(
              operations,
              Answer.json(200, json).tagged(),
              new Answer(200, "application/yaml", yaml(json), List.of()).tagged());
      documents = made;
    }
    return made;
  }

  private List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Routes.Route route : routes.list()) {
      Described described = route.described();
      if (described != null) {
        operations.add(Operation.of(route, described));
      }
    }
    operations.sort(Comparator.comparing(Operation::pattern).thenComparing(Operation::method));
    return List.copyOf(operations);
  }

  /** From the JSON, in which no part is the same object as another: YAML would refer to it. */
  private static byte[] yaml(byte[] json) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    Map<?, ?> tree = Json.stored(json, Map.class);
    return new Yaml(options).dump(tree).getBytes(StandardCharsets.UTF_8);
  }
}
