package loadtests.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The text of a claims file for a calibration, in the making. */
public final class CalibrationClaims {
  private final List<String> lines = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();

  public CalibrationClaims() {
    lines.add("# Written by ./headroom calibrate for this run alone.");
    lines.add("schema: 1");
    lines.add("claims:");
  }

  /** A level on the response times of all requests. */
  public static String percentile(double percentile, long limitMillis) {
    return String.format(
        Locale.ROOT,
        "{metric: response time, percentile: %s, limitMillis: %d, over: all}",
        percentile,
        limitMillis);
  }

  /** A level on the response times of each kind that is planned often enough. */
  public static String ofEachKind(double percentile, long limitMillis, int minimumPlanned) {
    return String.format(
        Locale.ROOT,
        "{metric: response time, percentile: %s, limitMillis: %d, over: each kind,"
            + " minimumPlanned: %d}",
        percentile,
        limitMillis,
        minimumPlanned);
  }

  /** A level on failed requests. */
  public static String errors(double limitPercent) {
    return String.format(
        Locale.ROOT, "{metric: errors, limitPercent: %s, over: all}", limitPercent);
  }

  /** That all levels hold at a rate. */
  public CalibrationClaims rate(String title, double requestsPerSecond, List<String> levels) {
    begin("calibration", title, requestsPerSecond, "requests a second", "server", "levels");
    lines.add("    workload:");
    lines.add(
        String.format(
            Locale.ROOT,
            "      - {phase: %s, requestsPerSecond: %s}",
            CalibrationPlan.PHASE,
            requestsPerSecond));
    levels(levels);
    return end();
  }

  /** The highest of several rates at which all levels hold, against a stated one. */
  public CalibrationClaims steps(String title, double stated, List<String> levels) {
    begin("ceiling", title, stated, "requests a second", "generator", "steps");
    lines.add("    workload:");
    lines.add("      - {phase: step *}");
    levels(levels);
    return end();
  }

  /** That no write is lost. */
  public CalibrationClaims noLostWrite() {
    begin("no-lost-write", "No acknowledged write is lost", 0, "writes lost", "run", "census");
    return end();
  }

  private void begin(
      String id, String title, double stated, String unit, String per, String method) {
    ids.add(id);
    lines.add("  - id: " + id);
    lines.add("    title: " + quoted(title));
    lines.add("    source: ./headroom calibrate");
    lines.add(
        String.format(
            Locale.ROOT, "    stated: {value: %s, unit: %s, per: %s}", stated, unit, per));
    lines.add("    method: " + method);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private void levels(List<String> levels) {
    lines.add("    levels:");
    levels.forEach(level -> lines.add("      - " + level));
  }

  private CalibrationClaims end() {
    lines.add("    environments: [remote]");
    lines.add("    informative: false");
    lines.add("    extrapolation: false");
    lines.add("    command: ./headroom calibrate");
    lines.add("    built: true");
    return this;
  }

  /** The file. */
  public String text() {
    return String.join("\n", lines) + "\n";
  }

  /** The ids of its claims. */
  public List<String> ids() {
    return List.copyOf(ids);
  }
}
