package environments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Helm in a process of its own. In ours, its library's runtime would take over the signals, and
 * neither Ctrl-C nor SIGTERM would end a run any more. Thread-safe.
 */
final class HelmProcess {
  /** How long Helm itself waits for hooks, such as the migration, where nobody says otherwise. */
  private static final Duration OF_HELM = Duration.ofMinutes(5);

  /** What Helm does beside waiting: it is killed after that and its deadlines. */
  private static final Duration BESIDE_DEADLINE = Duration.ofMinutes(2);

  private static final String FAILED = "FAILED ";

  private final Children children;
  private final Path work;
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * Helm, whose processes are of these children.
   *
   * @param work where their logs go
   */
  HelmProcess(Children children, Path work) {
    this.children = children;
    this.work = work;
  }

  /**
   * Does what {@link Chart#apply} does.
   *
   * @throws IllegalStateException where Helm refuses; with its words
   */
  void apply(Path kubeConfig, String namespace, Path over) {
    run(OF_HELM.plus(BESIDE_DEADLINE), kubeConfig, namespace, over, List.of());
  }

  /**
   * Does what {@link Chart#applyOrRollBack} does.
   *
   * @throws IllegalStateException where it fails; with Helm's words
   */
  void applyOrRollBack(Path kubeConfig, String namespace, Path over, Duration deadline) {
    Duration patience = deadline.multipliedBy(2).plus(BESIDE_DEADLINE);
    run(patience, kubeConfig, namespace, over, List.of(Long.toString(deadline.toSeconds())));
  }

  private void run(
      Duration patience, Path kubeConfig, String namespace, Path over, List<String> more) {
    List<String> command = new ArrayList<>(OwnProgram.command(HelmProcess.class));
    command.addAll(List.of(kubeConfig.toString(), namespace, over.toString()));
    command.addAll(more);
    Child child = children.start(Program.of("helm-" + calls.incrementAndGet(), command, work));
    try {
      child.awaitSuccess(patience);
    } catch (EnvironmentUnavailable e) {
      String said = child.output();
      int words = said.indexOf(FAILED);
      if (words < 0) {
        throw e;
      }
      throw new IllegalStateException(said.substring(words + FAILED.length()).strip(), e);
    } finally {
      children.stop(child);
    }
  }

  /** The program: kubeconfig, namespace, values, and seconds where it is to roll back. */
  public static void main(String[] arguments) {
    Path kubeConfig = Path.of(arguments[0]);
    Path over = Path.of(arguments[2]);
    Chart chart = Chart.ofTheProject();
    try {
      if (arguments.length == 3) {
        chart.apply(kubeConfig, arguments[1], over);
      } else {
        Duration deadline = Duration.ofSeconds(Long.parseLong(arguments[3]));
        chart.applyOrRollBack(kubeConfig, arguments[1], over, deadline);
      }
    } catch (IllegalStateException e) {
      System.out.println(FAILED + e.getMessage());
      System.exit(1);
    }
  }
}
