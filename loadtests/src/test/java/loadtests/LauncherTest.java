package loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import environments.Consent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import loadtests.profiles.Profiles;
import loadtests.settings.LoadSettings;
import loadtests.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class LauncherTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theMenuListsEveryCommand() {
    assertThat(run("help")).isZero();
    assertThat(out())
        .contains(
            "lms", "run", "prove", "report", "claims", "compare", "calibrate", "bench", "doctor");
    assertThat(err()).isEmpty();
  }

  @Test
  void withoutArgumentsItIsTheMenu() {
    assertThat(run()).isZero();
    assertThat(out()).contains("Commands:", "doctor");
  }

  @Test
  void helpOfRunListsAllSettingsAndProfiles() {
    assertThat(run("help", "run")).isZero();
    assertThat(out()).contains(Settings.NAMES.stream().map(name -> "--" + name).toList());
    assertThat(out()).contains(Profiles.ALL.stream().map(each -> "  " + each.name()).toList());
    assertThat(run("run", "--help")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rnu                        | unknown command 'rnu'; did you mean 'run'?",
        "run --user 5               | unknown option '--user'; did you mean '--users'?",
        "run --users                | --users needs a value",
        "run --users many           | users must be a whole number from 1 to 100000, not 'many'",
        "run pods                   | unknown profile 'pods'; did you mean 'pod'?",
        "run pod --profile rate     | setting 'profile' is given twice: 'pod' and 'rate'",
        "run --rate 1 --rate 2      | --rate is given twice",
        "run pod smoke              | unknown argument 'smoke'",
        "run --environment remote   | environment remote needs url and seed-file",
        "compare a                  | B is missing",
        "calibrate --power --keep   | --keep belongs to --null without --rate",
        "prove --environment k3     | unknown environment 'k3'; did you mean 'k3s'?",
        "prove --users 5            | unknown option '--users'",
        "prove --duration soon      | duration must be a duration from 1s to 24h",
        "prove --environment kubernetes | needs kubeconfig, namespace and image",
        "prove --namespace a        | belong to environment kubernetes only",
        "prove --report x --plan    | --report makes no run: it goes with no other option",
        "lms --pods some            | '--pods'",
        "lms --size tiny            | size 'tiny' is unknown; it is one of small, medium, large",
        "bench Reports              | unknown benchmark 'Reports'",
      })
  void aMistakeIsOneLineThatNamesItAndStatus64(String arguments, String sentence) {
    assertThat(run(arguments.split(" ", -1))).isEqualTo(64);
    assertThat(err()).startsWith("headroom: ").contains(sentence).hasLineCount(1);
    assertThat(out()).isEmpty();
  }

  @Test
  void aPlanIsPrintedAndNothingRuns() {
    assertThat(run("run", "smoke", "--rate", "200", "--plan")).isZero();
    assertThat(out())
        .contains("200 requests a second", "of a core", "in all", "errors, no-lost-write")
        .contains("left out");
  }

  @Test
  void thePlanOfAProofIsPrintedAndNothingRuns() {
    assertThat(run("prove", "--environment", "k3s", "--plan")).isZero();
    assertThat(out()).contains("Proof in environment k3s", "autoscale", "in all", "not built yet");
  }

  @Test
  void aProofThatIsNotThereIsNamed() {
    assertThat(run("prove", "--report", "no-such-proof")).isEqualTo(64);
    assertThat(err()).contains("no").contains("proof").hasLineCount(1);
  }

  @Test
  void aPlanSaysWhatEachOfSeveralInjectorsNeedsAndHowLongSigningInTakes() {
    assertThat(run("run", "learners", "--users", "8002", "--injectors", "4", "--plan")).isZero();
    assertThat(out())
        .contains("sign-in ramp    26:40  8,002 learners sign in, 5 a second")
        .contains("4 injectors: each needs about 0.02 of a core, and has at most 2,001 of the");
  }

  @Test
  void aBrokenClaimsFileStopsARunBeforeItBegins(@TempDir Path folder) throws Exception {
    Path claims = Files.writeString(folder.resolve("claims.yaml"), "schema: 1\nclaimz: []\n");
    assertThat(run("run", "smoke", "--claims", claims.toString())).isEqualTo(64);
    assertThat(err()).contains("claimz");
  }

  @Test
  void comparesTwoRunsAndNamesTheOneThatIsNotThere() {
    assertThat(run("compare", "no-such-run", "another")).isEqualTo(64);
    assertThat(err()).contains("no").contains("run").hasLineCount(1);
  }

  @Test
  void aCommandOfAnotherModuleIsInTheMenuAndIsTakenLikeAnyOther() {
    assertThat(run("help")).isZero();
    assertThat(out()).contains("more");
    out.reset();
    assertThat(run("more", "deeper", "--help")).isZero();
    assertThat(out()).contains("headroom more deeper");
    assertThat(run("more")).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mroe             | unknown command 'mroe'; did you mean 'more'?",
        "more depper      | unknown command 'depper'; did you mean 'deeper'?",
        "more xyz         | unknown command 'xyz'; ./headroom help more lists what there is",
        "more deeper xyz  | unknown argument 'xyz'; ./headroom more deeper --help lists what",
      })
  void aMistakeInACommandOfAnotherModuleIsNamedToo(String arguments, String sentence) {
    assertThat(run(arguments.split(" ", -1))).isEqualTo(64);
    assertThat(err()).startsWith("headroom: ").contains(sentence).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "environment, 69, the target 'ftp://x' is no web address",
    "setting, 64, users must be a whole number"
  })
  void whatAUserCanPutRightIsOneLineWhereverItWasThrown(String what, int status, String sentence) {
    assertThat(run("more", what)).isEqualTo(status);
    assertThat(err()).startsWith("headroom: " + sentence).hasLineCount(1);
  }

  /** A command of another module. */
  @Command(name = "more", description = "What another module adds.")
  static final class More implements Callable<Integer> {
    @Override
    public Integer call() {
      return 7;
    }

    @Command(name = "deeper", description = "A command of that command.")
    int deeper() {
      return 8;
    }

    @Command(name = "environment", description = "Finds no environment.")
    int environment() {
      var _ = Consent.of(URI.create("ftp://x"));
      return 0;
    }

    @Command(name = "setting", description = "Takes no setting.")
    int setting() {
      return LoadSettings.of(Map.of("users", "many")).injectors();
    }
  }

  private int run(String... arguments) {
    return Launcher.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        List.of((_, _, _) -> new CommandLine(new More())),
        Stream.of(arguments).filter(each -> !each.isBlank()).toArray(String[]::new));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
