package chaos.commands;

import chaos.experiment.Draw;
import chaos.experiment.ExperimentPlan;
import chaos.experiment.Experiments;
import chaos.experiment.Rehearsal;
import chaos.experiment.Schedule;
import chaos.faults.Faults;
import chaos.faults.Site;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import loadtests.settings.SettingRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run}: an experiment, a schedule, or all experiments. */
@Command(
    name = "run",
    description = {
      "Break something under load, and judge what came of it.",
      "Without --baseline the same load is sent without a fault first, to be compared with.",
      "Ctrl-C undoes everything and judges what there is."
    },
    customSynopsis = {
      "headroom chaos run NAME [--environment E] [--seed N] [--baseline RUN]",
      "headroom chaos run --schedule STEPS [--profile P] [--parts-max N] ...",
      "headroom chaos run --draw N [--profile P] [--parts-max N] ...",
      "headroom chaos run all [--from NAME] ..."
    },
    sortOptions = false)
final class RunCommand implements Callable<Integer> {
  private static final String ALL = "all";

  private final Series series;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "An experiment of ./headroom chaos list, or all.")
  private @Nullable String name;

  @Mixin private Options options = new Options();

  @Option(
      names = "--baseline",
      paramLabel = "RUN",
      description = "A run without a fault to compare with: a folder, an id, or latest.")
  private @Nullable String baseline;

  @Option(
      names = "--schedule",
      paramLabel = "STEPS",
      description = {
        "Faults with begin and length, counted from the begin of the measured phase, such as",
        "pod-frozen@15s+10s,redis-killed@30s+5s. Steps that overlap are in force at once."
      })
  private @Nullable String schedule;

  @Option(
      names = "--draw",
      paramLabel = "N",
      description =
          "Draw a schedule of N steps from the seed, of all faults that can be done there.")
  private @Nullable Integer draw;

  @Option(
      names = "--profile",
      paramLabel = "P",
      description = "The load under a schedule; default steady.")
  private @Nullable String profile;

  @Option(
      names = "--parts-max",
      paramLabel = "N",
      description = "How many parts a schedule may disturb at once; default 1.")
  private @Nullable Integer partsMax;

  @Option(
      names = "--shrink",
      description = "Find the smallest part of a failing schedule that still fails.")
  private boolean shrink;

  @Option(
      names = "--from",
      paramLabel = "NAME",
      description = "With all: leave out the experiments before this one.")
  private @Nullable String from;

  RunCommand(Series series) {
    this.series = series;
  }

  @Override
  public Integer call() {
    String environment = options.environment();
    boolean ofOwn = schedule != null || draw != null;
    refuse(name == null && !ofOwn, "NAME is missing; ./headroom chaos list names all experiments");
    refuse(name != null && ofOwn, "NAME and a schedule don't go together");
    refuse(schedule != null && draw != null, "--schedule and --draw don't go together");
    refuse(
        !ofOwn && (profile != null || partsMax != null || shrink),
        "--profile, --parts-max and --shrink go with --schedule or --draw only");
    refuse(from != null && !ALL.equals(name), "--from goes with run all only");
    var base = Optional.ofNullable(baseline).map(Conducting::baseline);
    if (ALL.equals(name)) {
      return series.all(remaining(), options, base);
    }
    if (name != null) {
      ExperimentPlan plan = Choice.among(options.experiments().all(), "experiment", name);
      return series.one(plan, options.command("run " + name), options, base);
    }
    ExperimentPlan plan = ofOwn(environment);
    String command = command(plan);
    return shrink
        ? series.shrink(plan, options, base, this::command)
        : series.one(plan, command, options, base);
  }

  private static void refuse(boolean wrong, String sentence) {
    if (wrong) {
      throw new SettingRefused(sentence);
    }
  }

  /** The one line that repeats a schedule with the options of this command. */
  private String command(ExperimentPlan plan) {
    return options.command("run")
        + " --schedule \"%s\" --profile %s --parts-max %d"
            .formatted(plan.schedule().text(), profile(), partsMax());
  }

  private String profile() {
    return Optional.ofNullable(profile).orElse(Experiments.STEADY);
  }

  private int partsMax() {
    int most = Optional.ofNullable(partsMax).orElse(1);
    refuse(most < 1, "--parts-max must be 1 or more, not " + most);
    return most;
  }

  private ExperimentPlan ofOwn(String environment) {
    if (schedule != null) {
      Schedule steps = Schedule.parse(schedule, Choice.faultNames());
      return options.experiments().adHoc(steps, profile(), partsMax());
    }
    int steps = Optional.ofNullable(draw).orElse(1);
    refuse(steps < 1 || steps > 20, "--draw must be from 1 to 20, not " + steps);
    return drawn(environment, options.seed(), steps, profile(), partsMax());
  }

  /**
   * One of a schedule that a seed draws, which can be done there and ends early enough.
   *
   * @throws SettingRefused where there is none
   */
  static ExperimentPlan drawn(
      String environment, long seed, int steps, String profile, int partsMax) {
    Experiments experiments = Experiments.in(environment);
    Site sketch = Sketch.of(environment);
    List<String> possible =
        Faults.ALL.stream()
            .filter(fault -> !fault.name().equals(Experiments.CONTROL))
            .filter(fault -> fault.refusal(sketch).isEmpty())
            .map(fault -> fault.name())
            .toList();
    refuse(possible.isEmpty(), "no fault can be done in environment " + environment);
    return new Draw(environment, possible, steps, partsMax)
        .first(
            seed,
            drawn -> fits(experiments.adHoc(drawn, profile, partsMax), experiments, sketch, seed))
        .map(drawn -> experiments.adHoc(drawn, profile, partsMax))
        .orElseThrow(
            () ->
                new SettingRefused(
                    "no schedule of %d steps with --parts-max %d can be done in environment %s"
                            .formatted(steps, partsMax, environment)
                        + " and fits into profile "
                        + profile));
  }

  /** Whether it can be done, and its load goes on for as long as has to be seen. */
  private static boolean fits(
      ExperimentPlan plan, Experiments experiments, Site sketch, long seed) {
    Duration rest = experiments.rest(plan.schedule(), plan.limits());
    return Timetable.measured(plan).compareTo(plan.schedule().end().plus(rest)) >= 0
        && Rehearsal.refusal(plan, seed, sketch).isEmpty();
  }

  private List<ExperimentPlan> remaining() {
    List<ExperimentPlan> all = options.experiments().all();
    if (from == null) {
      return all;
    }
    ExperimentPlan first = Choice.among(all, "experiment", from);
    return all.subList(all.indexOf(first), all.size());
  }
}
