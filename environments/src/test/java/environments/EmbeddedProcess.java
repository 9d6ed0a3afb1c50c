package environments;

import java.util.concurrent.CountDownLatch;

/** Opens an embedded environment, says each step on a line, and waits to be killed. */
final class EmbeddedProcess {
  static final String OPEN = "OPEN";

  private EmbeddedProcess() {}

  /** One pod with few data. */
  static EnvironmentSettings small(String runId) {
    return EnvironmentSettings.embedded().withData("small", 1).forRun(runId, "smoke", null);
  }

  public static void main(String[] arguments) throws InterruptedException {
    EnvironmentSettings settings = small(arguments[0]).withProgress(System.out::println);
    try (Environment environment = Environments.open(settings)) {
      System.out.println(OPEN + ' ' + environment.others());
      new CountDownLatch(1).await();
    }
  }
}
