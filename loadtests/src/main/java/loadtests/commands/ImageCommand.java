package loadtests.commands;

import environments.GeneratorImage;
import environments.ImageTrial;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code image}: builds the platform's image and measures it. */
@Command(
    name = "image",
    description =
        "Build the platform's image; its size by layer, its start with and without cache.")
public final class ImageCommand implements Callable<Integer> {
  private static final int MISSED = 1;

  private final PrintStream out;

  @Option(
      names = "--generator",
      description = "Build the load generator's image instead; its size by layer.")
  private boolean generator;

  public ImageCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    if (generator) {
      GeneratorImage.build(out::println).lines().forEach(out::println);
      return 0;
    }
    ImageTrial trial = ImageTrial.run(out::println);
    out.println();
    trial.lines().forEach(out::println);
    List<String> missed = trial.missed();
    missed.forEach(sentence -> out.println("Missed: " + sentence + "."));
    return missed.isEmpty() ? 0 : MISSED;
  }
}
