package loadtests.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan in words, for people who are about to run it. */
public final class PlanText {
  private static final int PERCENT = 100;

  private PlanText() {}

  /**
   * Phases with their load and length, what the plan needs of the machine, and what it lacks.
   *
   * @param injectors how many processes share the load
   */
  public static List<String> lines(Plan plan, int injectors) {
    var lines = new ArrayList<String>();
    lines.add("Profile %s, seed %d:".formatted(plan.profile(), plan.load().seed()));
    for (Phase phase : plan.phases()) {
      lines.add(
          "  %-14s %6s  %s%s"
              .formatted(
                  phase.name(),
                  clock(phase.duration()),
                  load(phase),
                  phase.measured() ? "  (measured)" : ""));
    }
    int requests = plan.phases().stream().mapToInt(Phase::requests).sum();
    lines.add(
        "  %-14s %6s  about %,d requests".formatted("in all", clock(plan.duration()), requests));
    lines.addAll(needs(plan));
    if (injectors > 1) {
      lines.add(shares(plan, injectors));
    }
    lines.add("  left out, because the platform lacks it: " + String.join(", ", left(plan)));
    return lines;
  }

  private static List<String> left(Plan plan) {
    return plan.mix().leftOut();
  }

  private static List<String> needs(Plan plan) {
    var needs = new ArrayList<String>();
    needs.add(
        String.format(
            Locale.ROOT,
            "  the generator needs about %.2f of a core at the peak of %.0f requests a second",
            plan.generatorCores(),
            plan.peakRequestsPerSecond()));
    if (plan.hashingCores() > 0) {
      needs.add(
          String.format(
              Locale.ROOT,
              "  hashing passwords takes about %.0f %% of a pod's core while %,d learners sign in",
              PERCENT * plan.hashingCores(),
              plan.load().users()));
    }
    return needs;
  }

  private static String shares(Plan plan, int injectors) {
    int users = new Shard(0, injectors).size(plan.load().users());
    return String.format(
        Locale.ROOT,
        "  %d injectors: each needs about %.2f of a core, and has %s%,d of the learners",
        injectors,
        plan.generatorCores() / injectors,
        plan.load().users() % injectors == 0 ? "" : "at most ",
        users);
  }

  private static String load(Phase phase) {
    return switch (phase.shape()) {
      case Shape.SignIns signIns ->
          "%,d learners sign in, %s a second"
              .formatted(signIns.users(), number(signIns.users() / seconds(phase.duration())));
      case Shape.Closed closed ->
          "%,d learners with think times, about %s requests a second"
              .formatted(closed.users(), number(phase.requests() / seconds(phase.duration())));
      case Shape.Open open ->
          "%s requests a second, %,d journeys at planned instants"
              .formatted(
                  number(open.requestsPerSecond()), phase.schedule().orElseThrow().journeys());
      case Shape.Exam exam ->
          "%,d learners begin an exam within %d s and save every %d s"
              .formatted(exam.users(), exam.herd().toSeconds(), exam.autosaveEvery().toSeconds());
      case Shape.Idle _ -> "nothing is sent";
    };
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** Minutes and seconds, such as 3:20. */
  public static String clock(Duration duration) {
    return "%d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
  }

  /** The planned number of each kind over all phases, the largest first, in one line. */
  public static String kinds(Plan plan) {
    return plan.phases().stream()
        .flatMap(phase -> phase.planned().entrySet().stream())
        .collect(Collectors.groupingBy(e -> e.getKey(), Collectors.summingInt(e -> e.getValue())))
        .entrySet()
        .stream()
        .sorted((a, b) -> Integer.compare(b.getValue(), a.getValue()))
        .map(each -> "%,d %s".formatted(each.getValue(), each.getKey().title()))
        .collect(Collectors.joining(", "));
  }
}
