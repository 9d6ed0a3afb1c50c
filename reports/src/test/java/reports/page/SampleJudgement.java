package reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import reports.claims.Claim;
import reports.claims.Conditions;
import reports.judge.Check;
import reports.judge.Judgement;
import reports.judge.Judgement.ClaimJudgement;
import reports.judge.Judgement.GeneratorPoint;
import reports.judge.LevelResult;
import reports.judge.PhaseResult;
import reports.judge.PhaseResult.KindResult;
import reports.judge.PhaseResult.SecondPoint;
import reports.judge.Verdict;
import reports.run.Audit;
import reports.run.Ending;
import reports.run.EnvironmentFacts;
import reports.run.Event;
import reports.run.Host;
import reports.run.Phase;
import reports.run.Run;
import reports.run.SystemSecond;
import reports.run.SystemSecond.ProcessSample;
import reports.statistics.Estimate;

/** A judgement made up by formula, of any length, with names that a test chooses. */
final class SampleJudgement {
  static final long BEGIN = 1_780_000_000_000L;

  private final int measuredSeconds;
  private final String kind;
  private final String reason;
  private final List<Verdict> verdicts;

  private SampleJudgement(int measuredSeconds, String kind, String reason, List<Verdict> verdicts) {
    this.measuredSeconds = measuredSeconds;
    this.kind = kind;
    this.reason = reason;
    this.verdicts = verdicts;
  }

  /** A run of some measured seconds whose every claim is verified. */
  static Judgement verified(int measuredSeconds) {
    return new SampleJudgement(
            measuredSeconds,
            "lesson page",
            "Every level holds at the stated load.",
            List.of(new Verdict.Verified("Every level holds at the stated load.", null)))
        .judgement();
  }

  /** A run in which a kind of request, an error and a reason bear this text. */
  static Judgement named(String text) {
    return new SampleJudgement(20, text, text, List.of(new Verdict.Invalid(text))).judgement();
  }

  /** A run with a claim of each verdict. */
  static Judgement ofEachVerdict() {
    return new SampleJudgement(
            60,
            "lesson page",
            "",
            List.of(
                new Verdict.Verified("Every level holds.", null),
                new Verdict.Refuted("p99 of lesson page is at least 612 ms.", null),
                new Verdict.Extrapolated(
                    "The whole prediction band is below the limit.", null, true),
                new Verdict.NotProven(
                    "120 more seconds of the same would decide.", null, OptionalLong.of(120)),
                new Verdict.Invalid("Start lag p99 was 48 ms, beyond 20 ms."),
                new Verdict.OutOfScope("This run had one pod.", "./headroom run learners")))
        .judgement();
  }

  private Judgement judgement() {
    int end = 60 + measuredSeconds;
    List<PhaseResult> phases =
        List.of(phase("warm-up", false, 0, 60), phase("learners", true, 60, end));
    return new Judgement(
        run(phases, end),
        Optional.of(host()),
        new Judgement.Headline(
            "One pod carried 1,000 of the promised 1,000 learners.",
            1.0,
            1_000,
            1_000,
            "learners a pod",
            "p99 at most 96 ms",
            ""),
        claims(),
        phases,
        checks(),
        generator(end),
        List.of(),
        system(end),
        List.of(
            new Event(1, BEGIN, "phase", "warm-up", null),
            new Event(1, BEGIN + 70_000, "fault", "redis flushed", "all keys removed")),
        Optional.of(audit()),
        List.of(),
        List.of(new Judgement.NextStep("Find where the pod ends.", "./headroom run breakpoint")),
        Optional.empty(),
        Optional.empty());
  }

  private Run run(List<PhaseResult> phases, int end) {
    return new Run(
        1,
        "20260528T202640Z-pod-0123456",
        "pod",
        "embedded",
        "0123456789",
        42,
        new TreeMap<>(Map.of("users", "1000", "requestsPerSecond", "500")),
        List.of("claim-0"),
        BEGIN,
        BEGIN + end * 1000L,
        Ending.FINISHED,
        List.of(),
        phases.stream().map(PhaseResult::phase).toList(),
        new TreeMap<>(Map.of("system.jsonl", "ab".repeat(32))));
  }

  private List<ClaimJudgement> claims() {
    List<ClaimJudgement> claims = new ArrayList<>();
    for (int i = 0; i < verdicts.size(); i++) {
      boolean ofTheProfile = !(verdicts.get(i) instanceof Verdict.OutOfScope);
      claims.add(
          new ClaimJudgement(
              claim("claim-" + i),
              ofTheProfile,
              verdicts.get(i),
              ofTheProfile ? levels() : List.of()));
    }
    return claims;
  }

  private static Claim claim(String id) {
    return new Claim(
        id,
        "About 1,000 learners at once on one pod",
        "platform document, concurrent users",
        new Claim.Stated(1_000, "learners", "pod"),
        Claim.Method.LEVELS,
        List.of(new Claim.Target("learners", 1_000.0, 11.25, null, null, null, false)),
        List.of(),
        List.of(),
        List.of("embedded"),
        List.of(),
        Conditions.NONE,
        List.of(),
        null,
        false,
        false,
        "./headroom run learners",
        true);
  }

  private List<LevelResult> levels() {
    return List.of(
        level(LevelResult.ALL, "p95", 38, 44, 150),
        level(LevelResult.ALL, "p99", 81, 96, 500),
        level(kind, "p99", 88, 120, 500));
  }

  private static LevelResult level(
      String kind, String metric, double value, double upper, double limit) {
    return new LevelResult(
        "learners",
        kind,
        metric,
        new Estimate(value, value * 0.9, upper, 12_000),
        limit,
        "ms",
        LevelResult.Outcome.MEETS,
        OptionalLong.empty());
  }

  private PhaseResult phase(String name, boolean measured, int from, int to) {
    SortedMap<String, Long> messages = new TreeMap<>();
    if (measured) {
      messages.put(kind + ": " + (reason.isEmpty() ? "status 503" : reason), 3L);
    }
    List<SecondPoint> seconds =
        IntStream.range(from, to)
            .mapToObj(
                second ->
                    new SecondPoint(
                        BEGIN + second * 1000L,
                        100 + second % 7,
                        second % 31 == 5 ? 1 : 0,
                        4 + second % 3,
                        30 + second % 11,
                        70 + 20 * Math.sin(second / 9.0),
                        140))
            .toList();
    long sent = 103L * (to - from);
    return new PhaseResult(
        new Phase(
            name,
            measured,
            BEGIN + from * 1000L,
            BEGIN + to * 1000L,
            1_000,
            null,
            10.0,
            new TreeMap<>(Map.of(kind, sent)),
            null,
            null,
            List.of()),
        true,
        kind(LevelResult.ALL, sent),
        List.of(kind(kind, sent / 2), kind("rating", 12)),
        seconds,
        DoubleStream.of(0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1)
            .mapToObj(share -> new PhaseResult.CurvePoint(share, 5 + 90 * share * share))
            .toList(),
        messages);
  }

  private static KindResult kind(String kind, long sent) {
    boolean few = sent < 299;
    double none = Double.POSITIVE_INFINITY;
    return new KindResult(
        kind,
        sent,
        sent,
        3,
        9.4,
        143,
        new Estimate(5, 4, few ? none : 6, sent),
        new Estimate(38, 36, few ? none : 44, sent),
        new Estimate(81, 74, few ? none : 96, sent),
        new Estimate(0.02, 0.001, 0.06, sent),
        !few);
  }

  private static List<Check> checks() {
    return List.of(
        check("start lag p99", 3.2, 20, Check.State.KEPT, Check.Effect.INVALID),
        check("start lag max", 260, 250, Check.State.BROKEN, Check.Effect.INVALID),
        check("machine CPU", 97, 95, Check.State.BROKEN, Check.Effect.NOT_PROVEN_IF_REFUTED),
        check("null server shift", Double.NaN, 5, Check.State.NOT_RECORDED, Check.Effect.SHOWN));
  }

  private static Check check(
      String name, double value, double limit, Check.State state, Check.Effect effect) {
    return new Check(name, "learners", value, limit, "ms", state, effect, name + " in words.");
  }

  private static List<GeneratorPoint> generator(int end) {
    return IntStream.range(0, end)
        .mapToObj(
            second ->
                new GeneratorPoint(
                    BEGIN + second * 1000L,
                    0.2,
                    0.6 + 0.1 * Math.sin(second / 20.0),
                    12 + second % 5,
                    second % 17 == 0 ? 6 : 0,
                    1.1,
                    2 + second % 9,
                    1_900,
                    1_000,
                    1_010,
                    180,
                    Double.NaN))
        .toList();
  }

  private static List<SystemSecond> system(int end) {
    return IntStream.range(0, end)
        .mapToObj(
            second ->
                new SystemSecond(
                    1,
                    BEGIN + second * 1000L,
                    0.6,
                    1,
                    new TreeMap<>(
                        Map.of(
                            "pod-1", pod(second),
                            "database", cpu(0.2),
                            "redis", cpu(0.02)))))
        .toList();
  }

  private static ProcessSample pod(double second) {
    return new ProcessSample(
        0.4 + second % 7 / 50,
        300.0,
        0.0,
        140 + second % 60,
        second % 12,
        20 - second % 12,
        0.0,
        second * 9,
        20.0,
        second * 100,
        second * 230,
        second * 90,
        second * 10,
        second * 2,
        second,
        null,
        null,
        null,
        null);
  }

  private static ProcessSample cpu(double cores) {
    return new ProcessSample(
        cores, 200.0, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null);
  }

  private static Host host() {
    return new Host(
        1,
        new TreeMap<>(Map.of("cpus", 8, "os", "Linux", "javaVersion", "25")),
        new TreeMap<>(Map.of("jvmFlags", List.of("-Xmx1g", "-XX:+UseG1GC"))),
        new TreeMap<>(
            Map.of(
                "name",
                "embedded",
                "pods",
                1,
                "podCpus",
                1.0,
                "poolSize",
                20,
                "sharedCores",
                false,
                "database",
                Map.of("product", "MariaDB", "version", "11.4.5"))),
        List.of());
  }

  private static Audit audit() {
    Audit.Findings lost =
        new Audit.Findings(
            1, List.of(new Audit.Finding("k-17", "answer", "attempt:12/question:7", "b", null)));
    return new Audit(
        1,
        BEGIN,
        true,
        null,
        new Audit.Writes(4_000, 2, 1, 4_003),
        lost,
        Audit.Findings.NONE,
        Audit.Findings.NONE,
        Audit.Findings.NONE,
        new TreeMap<>(Map.of("answer", new Audit.Effects(4_000, 3_999, 0))),
        new Audit.Keys(0, 0, 0),
        null,
        new EnvironmentFacts.Database("MariaDB", "11.4.5", 1));
  }
}
