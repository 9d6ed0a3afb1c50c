package chaos.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import chaos.undo.Journal;
import chaos.undo.Journals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Harnesses that are killed at every moment of a fault. */
final class SelfTestChaos {
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  @ParameterizedTest
  @MethodSource("mechanisms")
  void leavesEverythingWholeAtWhateverMomentTheHarnessIsKilled(String name) throws Exception {
    List<String> said = new ArrayList<>();

    boolean whole = test(60).run(Mechanisms.named(name), said::add);

    assertThat(whole).as(String.join("\n", said)).isTrue();
  }

  static Stream<String> mechanisms() {
    return Mechanisms.ALL.stream().map(Mechanism::name);
  }

  @Test
  void seesWhatIsLeftBrokenWhereNobodyUndoesIt() throws Exception {
    assertThat(test(2).killAt(new FillingFile(), Moment.AFTER_INJECT, WithoutDeadMan.class))
        .hasValueSatisfying(wrong -> assertThat(wrong).startsWith("left broken"));
  }

  @Test
  void isUndoneByHandWhereTheDeadManIsKilledToo(@TempDir Path folder) throws Exception {
    Path journals = Files.createDirectory(folder.resolve("journals"));
    try (Mechanism.Target target = new LoweredQuota().make(folder)) {
      Process harness = harness(target, journals, folder);
      SelfTest.awaitMoment(harness, folder.resolve("errors"));
      harness.destroyForcibly().waitFor();
      assertThat(target.isWhole()).isFalse();

      assertThat(new Journals(journals).undo(false, _ -> {})).isEmpty();

      assertThat(target.isWhole()).isTrue();
      assertThat(journals).isEmptyDirectory();
    }
  }

  private static Process harness(Mechanism.Target target, Path journals, Path folder)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            CLASS_PATH,
            WithoutDeadMan.class.getName(),
            "write-file",
            Moment.AFTER_INJECT.toString(),
            target.name(),
            journals.toString(),
            folder.resolve("gate").toString())
        .redirectError(folder.resolve("errors").toFile())
        .start();
  }

  private static SelfTest test(long patienceSeconds) {
    return new SelfTest(CLASS_PATH, Duration.ofSeconds(patienceSeconds));
  }

  /** A harness that nobody watches: the defect that the self-test is for. */
  static final class WithoutDeadMan {
    private WithoutDeadMan() {}

    public static void main(String[] arguments) {
      DoomedHarness.use(arguments, Journal.begin(Path.of(arguments[3]), "self-test"));
    }
  }
}
