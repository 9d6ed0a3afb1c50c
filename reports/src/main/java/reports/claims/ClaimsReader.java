package reports.claims;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import reports.claims.Claim.Method;
import reports.claims.Claim.Rollout;
import reports.claims.Claim.Scaling;
import reports.claims.Claim.Stated;
import reports.claims.Claim.Target;
import reports.claims.Claim.Writes;

/** Reads claims from YAML nodes, which know their lines. */
final class ClaimsReader {
  private static final double MOST = 1e9;
  private static final String ENVIRONMENTS = "embedded, containers, k3s, kubernetes, remote";

  private final YamlMap.Problems problems;

  private ClaimsReader(String name) {
    this.problems = new YamlMap.Problems(name);
  }

  static List<Claim> read(String name, String text) {
    ClaimsReader reader = new ClaimsReader(name);
    Optional<Node> root;
    try {
      root = new Compose(LoadSettings.builder().setLabel(name).build()).composeString(text);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new InvalidClaims(
          List.of(name + " line " + line + ": this is not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      throw new InvalidClaims(List.of(name + ": this is not YAML: " + e.getMessage()));
    }
    if (root.isEmpty()) {
      throw new InvalidClaims(List.of(name + " is empty; it must hold schema and claims"));
    }
    List<Claim> claims = reader.file(root.get());
    if (!reader.problems.all().isEmpty()) {
      throw new InvalidClaims(reader.problems.all());
    }
    return claims;
  }

  private List<Claim> file(Node root) {
    YamlMap file = new YamlMap(problems, "", root);
    file.number("schema", 1, 1, "1, the only version that is known");
    Map<String, Integer> firstLines = new HashMap<>();
    List<Claim> claims =
        file.maps(
            "claims",
            true,
            map -> {
              Claim claim = claim(map);
              Integer before = firstLines.putIfAbsent(claim.id(), map.line());
              if (before != null) {
                map.problem("id " + claim.id() + " is taken by the claim in line " + before);
              }
              return claim;
            });
    file.refuseUnknown();
    return claims;
  }

  private static Claim claim(YamlMap map) {
    String id = map.text("id", "a short name such as pod-users");
    if (!id.isEmpty() && !id.matches("[a-z][a-z0-9-]*")) {
      map.problem("id must be lower-case letters, digits and hyphens, not \"" + id + "\"");
    }
    Method method = map.choice("method", Method.class);
    boolean onPhases =
        method == Method.LEVELS || method == Method.STEPS || method == Method.AUTOSCALING;
    boolean onRollouts = method == Method.ROLLOUTS;
    boolean onSystem =
        method == Method.POD_CONNECTIONS
            || method == Method.TOTAL_CONNECTIONS
            || method == Method.MONTH;
    Claim claim =
        new Claim(
            id,
            map.text("title", "the promise in a few words"),
            map.text("source", "where the promise was made"),
            map.map("stated", new Stated(0, "", ""), true, ClaimsReader::stated),
            method,
            map.maps("workload", onPhases || onRollouts || onSystem, ClaimsReader::target),
            map.texts("kinds", false),
            map.texts("except", false),
            map.texts("environments", method != Method.NONE),
            map.maps("levels", onPhases, ClaimsReader::level),
            map.map("conditions", Conditions.NONE, false, ClaimsReader::conditions),
            map.maps("rollouts", onRollouts, ClaimsReader::rollout),
            map.map("scaling", null, method == Method.AUTOSCALING, ClaimsReader::scaling),
            map.flag("informative"),
            map.flag("extrapolation"),
            map.text("command", "the command that would judge it"),
            map.flag("built"));
    for (String environment : claim.environments()) {
      if (!List.of(ENVIRONMENTS.split(", ", -1)).contains(environment)) {
        map.problem("environments must be some of " + ENVIRONMENTS + ", not " + environment);
      }
    }
    return claim;
  }

  private static Stated stated(YamlMap map) {
    return new Stated(
        map.number("value", 0, MOST, "a number from 0 on"),
        map.text("unit", "a unit such as users"),
        map.text("per", "what it is promised of, such as pod"));
  }

  private static Rollout rollout(YamlMap map) {
    return new Rollout(
        map.text("step", "restart, eviction or failed update"),
        (int) map.number("times", 1, 1000, "a whole number above 0"));
  }

  private static Scaling scaling(YamlMap map) {
    String whole = "a whole number above 0";
    return new Scaling(
        (int) map.number("min", 1, 1000, whole),
        (int) map.number("max", 1, 1000, whole),
        (int) map.number("marginSeconds", 1, 3600, whole));
  }

  private static Writes writes(YamlMap map) {
    return new Writes(
        map.number("percent", 0, 100, "a percentage, such as 20"), map.texts("kinds", true));
  }

  private static Target target(YamlMap map) {
    String right = "a number above 0";
    Target target =
        new Target(
            map.text("phase", "the name of a phase, or measured"),
            map.numberOrNull("users", Double.MIN_VALUE, MOST, right),
            map.numberOrNull("thinkSeconds", Double.MIN_VALUE, MOST, right),
            map.numberOrNull("requestsPerSecond", Double.MIN_VALUE, MOST, right),
            map.numberOrNull("withinSeconds", Double.MIN_VALUE, MOST, right),
            map.map("writes", null, false, ClaimsReader::writes),
            Objects.equals(map.flagOrNull("herd"), true));
    if (target.users() != null && target.requestsPerSecond() != null) {
      map.problem("a phase has users or requestsPerSecond, not both");
    }
    if (target.thinkSeconds() != null && target.users() == null) {
      map.problem("thinkSeconds belongs to a phase with users");
    }
    return target;
  }

  /** The metric of a level. */
  private enum Metric {
    RESPONSE_TIME,
    ERRORS,
    UNSERVED
  }

  private static Level level(YamlMap map) {
    Metric metric = map.choice("metric", Metric.class);
    Level.Over over = map.choice("over", Level.Over.class);
    Integer planned = map.wholeOrNull("minimumPlanned", 1, (int) MOST, "a whole number above 0");
    long minimum = planned == null ? 1 : planned;
    return switch (metric) {
      case RESPONSE_TIME ->
          new Level.ResponseTime(
              map.number("percentile", 1, 99.999, "a number from 1 to 99.999, such as 99"),
              (int) map.number("limitMillis", 1, 600_000, "whole milliseconds above 0"),
              over,
              minimum);
      case ERRORS -> new Level.Errors(limitPercent(map), over, minimum);
      case UNSERVED -> new Level.Unserved(limitPercent(map), over, minimum);
    };
  }

  private static double limitPercent(YamlMap map) {
    return map.number("limitPercent", 1e-6, 50, "a percentage above 0, such as 0.1");
  }

  private static Conditions conditions(YamlMap map) {
    String whole = "a whole number above 0";
    return new Conditions(
        map.wholeOrNull("pods", 1, 1000, whole),
        map.numberOrNull("podCpus", 0.1, 1000, "a number of CPUs"),
        map.wholeOrNull("podMemoryMiB", 1, (int) MOST, whole),
        map.wholeOrNull("poolSize", 1, 10_000, whole),
        map.flagOrNull("ownCores"),
        map.flagOrNull("provenOnOwnCores"),
        map.textOrNull("size", "small, medium or large"),
        map.maps("databases", false, ClaimsReader::database),
        map.wholeOrNull("flushAtCommit", 0, 2, "0, 1 or 2"),
        map.flagOrNull("strongHash"),
        map.wholeOrNull("coursesTouched", 1, (int) MOST, whole),
        map.numberOrNull("mixWithinPoints", 0, 100, "percentage points from 0 to 100"));
  }

  private static Conditions.Database database(YamlMap map) {
    return new Conditions.Database(
        map.text("product", "MySQL or MariaDB"),
        map.text("version", "how its version begins, in quotes, such as \"11.4\""));
  }
}
