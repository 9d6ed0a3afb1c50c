package environments;

import java.util.concurrent.CountDownLatch;

/** Opens an embedded environment, says each step on a line, and waits to be killed. */
final class EmbeddedProcess {
  static final String OPEN = "OPEN";

  private EmbeddedProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    EnvironmentSettings settings =
        EnvironmentSettings.embedded()
            .withData("small", 1)
            .forRun(arguments[0], "smoke", null)
            .withProgress(System.out::println);
    try (Environment environment = Environments.open(settings)) {
      System.out.println(OPEN + ' ' + environment.others());
      new CountDownLatch(1).await();
    }
  }
}
