package chaos.commands;

import chaos.experiment.ExperimentPlan;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code game-day}: an experiment with a story. */
@Command(
    name = "game-day",
    description = "Run a story: what breaks in a busy hour, under the load of that hour.",
    sortOptions = false)
final class GameDayCommand implements Callable<Integer> {
  private final Series series;

  @Parameters(paramLabel = "NAME", description = "A game day of ./headroom chaos list.")
  private String name = "";

  @Mixin private Options options = new Options();

  @Option(
      names = "--baseline",
      paramLabel = "RUN",
      description = "A run without a fault to compare with: a folder, an id, or latest.")
  private @Nullable String baseline;

  GameDayCommand(Series series) {
    this.series = series;
  }

  @Override
  public Integer call() {
    ExperimentPlan plan = Choice.among(options.experiments().gameDays(), "game day", name);
    return series.one(
        plan,
        options.command("game-day " + name),
        options,
        Optional.ofNullable(baseline).map(Conducting::baseline));
  }
}
