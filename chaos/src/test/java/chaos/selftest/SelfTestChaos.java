package chaos.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import chaos.faults.Faults;
import chaos.residue.Residue;
import chaos.undo.Journal;
import chaos.undo.Journals;
import chaos.undo.NetRules;
import chaos.undo.Networks;
import chaos.undo.Undo;
import chaos.undo.Undoing;
import environments.Environment;
import environments.EnvironmentSettings;
import environments.Environments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Harnesses that are killed at every moment of a fault. */
final class SelfTestChaos {
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  private static final List<String> REAL =
      List.of("pod-frozen", "database-slow", "redis-refusing", "pool-exhausted");

  @ParameterizedTest
  @MethodSource("mechanisms")
  void leavesEverythingWholeAtWhateverMomentTheHarnessIsKilled(String name) throws Exception {
    List<String> said = new ArrayList<>();

    boolean whole = test(60).run(Mechanisms.named(name).orElseThrow(), said::add);

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
    try (Subject.Target target = new LoweredQuota().make(folder)) {
      Process harness = harness(target, journals, folder);
      SelfTest.awaitMoment(harness, folder.resolve("errors"));
      harness.destroyForcibly().waitFor();
      assertThat(target.isWhole()).isFalse();

      assertThat(new Journals(journals).undo(false, _ -> {})).isEmpty();

      assertThat(target.isWhole()).isTrue();
      assertThat(journals).isEmptyDirectory();
    }
  }

  /** One of each sort that leaves something in an environment; the command tries all. */
  @Test
  void leavesAnEnvironmentWholeWhereTheHarnessOfARealFaultIsKilled() throws Exception {
    var settings = EnvironmentSettings.embedded().withData("small", 7).withPods(1).withFaults();
    try (Environment environment = Environments.open(settings)) {
      for (String name : REAL) {
        var fault = new RealFault(Faults.named(name).orElseThrow(), environment);
        assertThat(fault.refusal()).as(name).isEmpty();
        assertThat(test(60).killAt(fault, Moment.AFTER_INJECT, DoomedHarness.class))
            .as(name)
            .isEmpty();
      }
      assertThat(
              test(2)
                  .killAt(
                      new RealFault(Faults.named("redis-slow").orElseThrow(), environment),
                      Moment.AFTER_INJECT,
                      WithoutDeadMan.class))
          .as("where nobody undoes it")
          .isPresent();
    }
  }

  /** As Kubernetes keeps a pod's network when the container that a rule was made for is gone. */
  @Test
  void findsAndRemovesARuleInANetworkThatOutlivesItsProcess(@TempDir Path folder) throws Exception {
    assumeThat(new DroppingRule().refusal()).isEmpty();
    Process container =
        new ProcessBuilder("unshare", "--net", "sh", "-c", "sleep 600 & exec sleep 600").start();
    List<ProcessHandle> others = awaitOthers(container);
    try {
      String network = Networks.of(container.pid()).orElseThrow();
      NetRules.in(network).orElseThrow().add(DroppingRule.RULE);
      container.destroyForcibly().waitFor();

      var undo = new Undo.RemoveRule(network, DroppingRule.RULE);
      assertThat(Undoing.left(undo)).hasSize(1);
      assertThat(Residue.onMachine(new Journals(folder)))
          .anyMatch(line -> line.startsWith("rule ") && line.endsWith(" in " + network));

      Undoing.undo(undo);

      assertThat(Undoing.left(undo)).isEmpty();
      assertThat(Residue.onMachine(new Journals(folder)))
          .noneMatch(line -> line.endsWith(" in " + network));
    } finally {
      others.forEach(ProcessHandle::destroyForcibly);
      container.destroyForcibly();
    }
  }

  /** Returns when a process has a network of its own and another process beside it there. */
  private static List<ProcessHandle> awaitOthers(Process process) {
    List<ProcessHandle> others = List.of();
    while (others.isEmpty()) {
      assertThat(process.isAlive()).isTrue();
      others =
          process
              .descendants()
              .filter(each -> !Networks.of(each.pid()).equals(Optional.of(Networks.OWN)))
              .toList();
    }
    return others;
  }

  private static Process harness(Subject.Target target, Path journals, Path folder)
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
