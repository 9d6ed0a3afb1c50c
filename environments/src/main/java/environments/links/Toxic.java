package environments.links;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Something that disturbs the connections of a proxy in one direction.
 *
 * @param toxicity the share of connections that it disturbs, 0 to 1
 */
record Toxic(String name, Direction stream, double toxicity, ToxicKind kind) {

  /** Reads one; without them, its stream is downstream and its name that of kind and stream. */
  static Toxic of(ObjectNode body) throws ApiProblem {
    String type = body.path("type").asText("");
    Direction stream = Direction.of(body.path("stream").asText(Direction.DOWNSTREAM.word()));
    return new Toxic(
        body.path("name").asText(type + "_" + stream.word()),
        stream,
        toxicity(body, 1),
        ToxicKind.of(type, body.path("attributes")));
  }

  /** The same with what a request names of toxicity and attributes. */
  Toxic with(ObjectNode body) throws ApiProblem {
    ObjectNode attributes = Api.JSON.valueToTree(kind);
    if (body.path("attributes") instanceof ObjectNode changed) {
      attributes.setAll(changed);
    }
    ToxicKind other = ToxicKind.of(ToxicKind.type(kind), attributes);
    return new Toxic(name, stream, toxicity(body, toxicity), other);
  }

  /** Whether a connection is one of those that it disturbs: drawn anew at each call. */
  boolean strikes() {
    return ThreadLocalRandom.current().nextDouble() < toxicity;
  }

  ObjectNode json() {
    ObjectNode json = Api.JSON.createObjectNode();
    json.put("name", name).put("type", ToxicKind.type(kind)).put("stream", stream.word());
    json.put("toxicity", toxicity).set("attributes", Api.JSON.valueToTree(kind));
    return json;
  }

  private static double toxicity(ObjectNode body, double otherwise) throws ApiProblem {
    double toxicity = body.path("toxicity").asDouble(otherwise);
    if (!(toxicity >= 0 && toxicity <= 1)) {
      throw new ApiProblem(400, "toxicity must be from 0 to 1, not " + toxicity);
    }
    return toxicity;
  }
}
