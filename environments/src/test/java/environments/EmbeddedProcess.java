package environments;

import java.util.concurrent.CountDownLatch;

/** Opens an embedded environment, says each step on a line, and waits to be killed. */
final class EmbeddedProcess {
  static final String OPEN = "OPEN";

  private EmbeddedProcess() {}

  /** The second argument of one that is open for faults. */
  static final String FAULTS = "faults";

  /** One pod with few data. */
  static EnvironmentSettings small(String runId) {
    return EnvironmentSettings.embedded().withData("small", 1).forRun(runId, "smoke", null);
  }

  public static void main(String[] arguments) throws InterruptedException {
    EnvironmentSettings asked = small(arguments[0]).withProgress(System.out::println);
    boolean faults = arguments.length > 1 && arguments[1].equals(FAULTS);
    EnvironmentSettings settings = faults ? asked.withFaults() : asked;
    try (Environment environment = Environments.open(settings)) {
      System.out.println(OPEN + ' ' + environment.others());
      new CountDownLatch(1).await();
    }
  }
}
