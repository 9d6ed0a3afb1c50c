package reports.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reports.judge.Check;
import reports.judge.Judgement;
import reports.judge.Judgement.ClaimJudgement;
import reports.judge.Judgement.Headline;
import reports.judge.LevelResult;
import reports.judge.PhaseResult;
import reports.judge.PhaseResult.KindResult;
import reports.judge.Verdict;
import reports.run.EnvironmentFacts;
import reports.run.Host;
import reports.statistics.Estimate;

/** A judgement as {@code verdict.json}, by the JSON Schema in {@code schema/verdict.json}. */
public final class VerdictJson {
  private static final int SCHEMA = 1;
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private VerdictJson() {}

  /** Renders a judgement; figures that are no number are null. */
  public static String render(Judgement judgement) {
    ObjectNode root = NODES.objectNode();
    root.put("schema", SCHEMA);
    root.put("run", judgement.run().id());
    root.put("profile", judgement.run().profile());
    root.put("environment", judgement.run().environment());
    root.put("commit", judgement.run().commit());
    root.put("ending", judgement.run().ending().name().toLowerCase(Locale.ROOT));
    root.put("exitStatus", judgement.exitStatus());
    root.set("system", system(judgement));
    root.set("headline", headline(judgement.headline()));
    root.set("claims", array(judgement.claims(), VerdictJson::claim));
    root.set("experiment", judgement.experiment().map(ExperimentJson::node).orElse(null));
    root.set("checks", array(judgement.checks(), VerdictJson::check));
    root.set("phases", array(judgement.phases(), VerdictJson::phase));
    root.set("notes", texts(judgement.notes()));
    root.set(
        "nextSteps",
        array(
            judgement.nextSteps(),
            step -> NODES.objectNode().put("why", step.why()).put("command", step.command())));
    return write(root);
  }

  static String write(ObjectNode root) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(lines);
    printer.indentArraysWith(lines);
    try {
      return MAPPER.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain nodes can always be written", e);
    }
  }

  static <T> ArrayNode array(Collection<T> items, Function<T, ObjectNode> node) {
    ArrayNode array = NODES.arrayNode();
    items.forEach(item -> array.add(node.apply(item)));
    return array;
  }

  static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = NODES.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static ObjectNode system(Judgement judgement) {
    ObjectNode node = NODES.objectNode();
    EnvironmentFacts facts = judgement.host().map(Host::facts).orElse(null);
    node.put("pods", facts == null ? null : facts.pods());
    node.put("podCpus", facts == null ? null : facts.podCpus());
    node.put("podMemoryMiB", facts == null ? null : facts.podMemoryMiB());
    node.put("poolSize", facts == null ? null : facts.poolSize());
    node.put("size", facts == null ? null : facts.size());
    EnvironmentFacts.Database database = facts == null ? null : facts.database();
    node.put("database", database == null ? null : database.product());
    node.put("databaseVersion", database == null ? null : database.version());
    node.set("concurrentRuns", texts(judgement.run().concurrentRuns()));
    return node;
  }

  private static ObjectNode headline(Headline headline) {
    ObjectNode node = NODES.objectNode();
    node.put("line", headline.line());
    node.put("headroom", finite(headline.factor()));
    node.put("verified", finite(headline.verified()));
    node.put("stated", finite(headline.stated()));
    node.put("unit", headline.unit());
    node.put("bound", headline.bound());
    node.put("endedBy", headline.endedBy());
    return node;
  }

  private static ObjectNode claim(ClaimJudgement judged) {
    Verdict verdict = judged.verdict();
    ObjectNode node = NODES.objectNode();
    node.put("id", judged.claim().id());
    node.put("title", judged.claim().title());
    node.put("source", judged.claim().source());
    node.put("verdict", verdict.words());
    node.put("reason", verdict.reason());
    node.put("ofTheProfile", judged.ofTheProfile());
    node.put("informative", judged.claim().informative());
    node.put("command", judged.claim().command());
    node.set("figure", figure(verdict.figure()));
    Long missing =
        verdict instanceof Verdict.NotProven open && open.missingSeconds().isPresent()
            ? (Long) open.missingSeconds().getAsLong()
            : null;
    node.put("missingSeconds", missing);
    node.set("levels", array(judged.levels(), VerdictJson::level));
    return node;
  }

  static @Nullable ObjectNode figure(Verdict.@Nullable Figure figure) {
    if (figure == null) {
      return null;
    }
    return NODES
        .objectNode()
        .put("what", figure.what())
        .put("value", finite(figure.value()))
        .put("bound", finite(figure.bound()))
        .put("limit", finite(figure.limit()))
        .put("unit", figure.unit());
  }

  private static ObjectNode level(LevelResult level) {
    ObjectNode node = NODES.objectNode();
    node.put("phase", level.phase());
    node.put("kind", level.kind());
    node.put("metric", level.metric());
    estimate(node, level.estimate());
    node.put("limit", level.limit());
    node.put("unit", level.unit());
    node.put("outcome", words(level.outcome()));
    return node;
  }

  private static void estimate(ObjectNode node, Estimate estimate) {
    node.put("value", finite(estimate.value()));
    node.put("lower", finite(estimate.lower()));
    node.put("upper", finite(estimate.upper()));
    node.put("samples", estimate.samples());
  }

  private static ObjectNode check(Check check) {
    ObjectNode node = NODES.objectNode();
    node.put("name", check.name());
    node.put("phase", check.phase());
    node.put("value", finite(check.value()));
    node.put("limit", finite(check.limit()));
    node.put("unit", check.unit());
    node.put("state", words(check.state()));
    node.put("effect", words(check.effect()));
    node.put("sentence", check.sentence());
    return node;
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static ObjectNode phase(PhaseResult phase) {
    ObjectNode node = NODES.objectNode();
    node.put("name", phase.phase().name());
    node.put("measured", phase.phase().measured());
    node.put("complete", phase.complete());
    node.put("seconds", phase.phase().seconds());
    node.put("users", phase.phase().users());
    node.put("plannedRequestsPerSecond", phase.phase().requestsPerSecond());
    node.put("requestsPerSecond", phase.requestsPerSecond());
    node.set("all", kind(phase.all()));
    node.set("kinds", array(phase.kinds(), VerdictJson::kind));
    ObjectNode messages = NODES.objectNode();
    phase.messages().forEach(messages::put);
    node.set("messages", messages);
    return node;
  }

  private static ObjectNode kind(KindResult kind) {
    ObjectNode node = NODES.objectNode();
    node.put("kind", kind.kind());
    node.put("planned", kind.planned());
    node.put("requests", kind.requests());
    node.put("failed", kind.failed());
    node.put("meanMillis", finite(kind.meanMillis()));
    node.put("maxMillis", finite(kind.maxMillis()));
    node.set("p50", estimate(kind.p50()));
    node.set("p95", estimate(kind.p95()));
    node.set("p99", estimate(kind.p99()));
    node.set("errorPercent", estimate(kind.errorPercent()));
    node.put("decisive", kind.decisive());
    return node;
  }

  static ObjectNode estimate(Estimate estimate) {
    ObjectNode node = NODES.objectNode();
    estimate(node, estimate);
    return node;
  }

  static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }
}
