package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lms.platform.DatabaseSettings;
import lms.testing.TestDatabase;
import lms.testing.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform as a process of its own: how it starts, ends, and refuses to start. */
final class ProcessChaos {
  private static final long PATIENCE_SECONDS = 60;

  /** Any is right for the database of tests, but the settings demand one. */
  private static final String PASSWORD = "not-to-be-repeated";

  private final DatabaseSettings database = TestDatabase.create();
  private final List<Process> started = new ArrayList<>();

  @TempDir private Path folder;

  @AfterEach
  void endWhatIsLeft() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void printsOneLineWhenReadySurvivesAKillAndEndsWithZeroOnSigterm() throws Exception {
    try (TestRedis redis = new TestRedis()) {
      Map<String, String> settings = Map.of("LMS_REDIS_URL", redis.url(), "LMS_HTTP_PORT", "0");
      Process killed = start("killed", settings);
      Client before = new Client(ready("killed"));
      String cookie = before.registered("kim");
      killed.destroyForcibly().waitFor();

      Process ended = start("ended", settings);
      Client after = new Client(ready("ended"));
      assertThat(after.send("GET", "/api/grades", "", cookie, null).statusCode()).isEqualTo(200);
      ended.destroy();

      assertThat(ended.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(ended.exitValue()).isZero();
      assertThat(lines("ended.out")).hasSize(1);
      assertThat(lines("ended.err")).isEmpty();
    }
  }

  @Test
  void saysInOneLineWhatIsWrongWithASetting() throws Exception {
    Process process = start("wrong", Map.of("LMS_HTTP_PORT", "http"));

    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(64);
    assertThat(lines("wrong.err"))
        .containsExactly("lms: LMS_HTTP_PORT is \"http\": a number from 0 to 65535");
  }

  @Test
  void saysInOneLineThatItsPortIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      Process process = start("taken", Map.of("LMS_HTTP_PORT", port));

      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(69);
      assertThat(lines("taken.err")).singleElement().asString().contains("127.0.0.1:" + port);
    }
  }

  @Test
  void saysInOneLineThatThereIsNoSuchDatabase() throws Exception {
    String url = database.url().replace("?", "missing?");
    Process process = start("missing", Map.of("LMS_HTTP_PORT", "0", "LMS_DATABASE_URL", url));

    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(69);
    assertThat(lines("missing.err"))
        .singleElement()
        .asString()
        .contains("Unknown database")
        .doesNotContain(PASSWORD);
  }

  private Process start(String name, Map<String, String> settings) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            "lms.Main");
    Map<String, String> environment = new HashMap<>(settings);
    environment.putIfAbsent("LMS_DATABASE_URL", database.url());
    environment.putIfAbsent("LMS_DATABASE_USER", database.user());
    environment.putIfAbsent("LMS_DATABASE_PASSWORD", PASSWORD);
    environment.putIfAbsent("LMS_DATABASE_POOL", "5");
    builder.environment().putAll(environment);
    builder.redirectOutput(folder.resolve(name + ".out").toFile());
    builder.redirectError(folder.resolve(name + ".err").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** Waits for the line that says so, and answers the address in it. */
  private String ready(String name) {
    String begin = "lms ready at ";
    Eventually.within(
        PATIENCE_SECONDS,
        () -> lines(name + ".out").stream().anyMatch(line -> line.startsWith(begin)),
        () -> "not ready; it said: " + lines(name + ".err"));
    return lines(name + ".out").getFirst().substring(begin.length());
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(folder.resolve(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
