package reports.judge;

import reports.claims.Claims;

/** Claims as the project has them, about the smaller loads of {@link SyntheticRun}. */
final class TestClaims {
  private static final String CONDITIONS =
      "{pods: 1, podCpus: 1, podMemoryMiB: 768, poolSize: 20, ownCores: true, size: large,"
          + " databases: [{product: MariaDB, version: \"11.4\"}], flushAtCommit: 1,"
          + " strongHash: true, coursesTouched: 100, mixWithinPoints: 2}";

  private static final String TIGHT =
      """
      [{metric: response time, percentile: 95, limitMillis: 150, over: all},
            {metric: response time, percentile: 99, limitMillis: 500, over: all},
            {metric: response time, percentile: 95, limitMillis: 150, over: each kind, minimumPlanned: 500},
            {metric: response time, percentile: 99, limitMillis: 500, over: each kind, minimumPlanned: 500},
            {metric: errors, limitPercent: 0.1, over: all}]""";

  static final String TEXT =
      "schema: 1\nclaims:\n"
          + levels("users", "[{phase: learners, users: 400}]", TIGHT, CONDITIONS)
          + levels("rate", "[{phase: rate, requestsPerSecond: 200}]", TIGHT, CONDITIONS)
          + levels(
              "response",
              "[{phase: learners, users: 400}, {phase: rate, requestsPerSecond: 200}]",
              "[{metric: response time, percentile: 99, limitMillis: 999, over: all},"
                  + " {metric: errors, limitPercent: 0.1, over: all}]",
              CONDITIONS)
          + levels(
              "errors",
              "[{phase: measured}]",
              "[{metric: errors, limitPercent: 0.1, over: all}]",
              "{flushAtCommit: 1, strongHash: true}")
          + levels("headroom", "[{phase: step *}]", TIGHT, CONDITIONS)
              .replace("method: levels", "method: steps")
          + claim("no-lost-write", "census", "{flushAtCommit: 1, strongHash: true}")
          + claim("later", "none", "{}");

  private TestClaims() {}

  static Claims claims() {
    return Claims.parse("claims.yaml", TEXT);
  }

  private static String levels(String id, String workload, String levels, String conditions) {
    return claim(id, "levels", conditions)
        + "    workload: "
        + workload
        + "\n    levels: "
        + levels
        + "\n";
  }

  private static String claim(String id, String method, String conditions) {
    return """
      - id: ID
        title: Title of ID
        source: ours
        stated: {value: 200, unit: requests a second, per: pod}
        method: METHOD
        environments: [embedded]
        conditions: CONDITIONS
        informative: false
        extrapolation: false
        command: ./headroom run ID
        built: true
    """
        .replace("ID", id)
        .replace("METHOD", method)
        .replace("CONDITIONS", conditions);
  }
}
