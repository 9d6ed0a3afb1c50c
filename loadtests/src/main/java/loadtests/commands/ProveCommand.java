package loadtests.commands;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import loadtests.gatling.GatlingProcess;
import loadtests.proof.ProofMaking;
import loadtests.proof.ProofPlan;
import loadtests.proof.ProofStep;
import loadtests.proof.ProofText;
import loadtests.run.RunIdFile;
import loadtests.settings.ProjectRoot;
import loadtests.settings.ProofSettings;
import loadtests.settings.SettingRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import reports.Reports;
import reports.claims.Claims;
import reports.claims.InvalidClaims;

/** {@code prove}: all claims that an environment can judge, run after run, in one table. */
@Command(
    name = "prove",
    description = {
      "Judge all claims that an environment can judge, run after run, in one table.",
      "Exit status: the gravest of all claims, as of a run. An interrupt ends the run that is being",
      "made, and the table of what there is is written."
    },
    sortOptions = false)
public final class ProveCommand implements Callable<Integer> {
  /** How long an interrupted proof may take to end its run and to write its table. */
  private static final long END_SECONDS_MAX = 300;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean colour;
  private @Nullable CommandSpec spec;

  @Option(names = "--plan", description = "Print which runs it makes, and make none.")
  private boolean plan;

  @Option(
      names = "--report",
      paramLabel = "PROOF",
      description = {
        "Make the table anew from the runs' evidence, and run nothing.",
        "PROOF is a folder, an id, the beginning of one, or latest."
      })
  private @Nullable String report;

  private ProveCommand(PrintStream out, PrintStream err, boolean colour) {
    this.out = out;
    this.err = err;
    this.colour = colour;
  }

  /** The command with an option for each setting. */
  public static CommandLine with(PrintStream out, PrintStream err, boolean colour) {
    var command = new ProveCommand(out, err, colour);
    var line = new CommandLine(command);
    command.spec = line.getCommandSpec();
    SettingOptions.addTo(line.getCommandSpec(), ProofSettings.ALL);
    line.getCommandSpec()
        .usageMessage()
        .customSynopsis(
            "headroom prove [--environment E] [--plan] [--SETTING VALUE]...",
            "headroom prove --report PROOF");
    return line;
  }

  @Override
  public Integer call() {
    var parsed = Objects.requireNonNull(spec).commandLine().getParseResult();
    Map<String, String> given = SettingOptions.given(parsed, ProofSettings.ALL);
    String asked = report;
    if (asked != null) {
      if (plan || !given.isEmpty()) {
        throw new SettingRefused("--report makes no run: it goes with no other option");
      }
      return Reports.prove(ProjectRoot.find(), asked, out, err, colour);
    }
    ProofSettings settings = ProofSettings.of(given);
    ProofPlan planned;
    try {
      planned = ProofPlan.of(settings, Claims.read(settings.claims()));
    } catch (InvalidClaims e) {
      e.problems().forEach(err::println);
      return SettingRefused.EXIT_STATUS;
    }
    ProofText.lines(planned).forEach(out::println);
    return plan ? 0 : make(settings, planned);
  }

  /** An interrupt ends the run at once; this process then lives until the table is written. */
  private int make(ProofSettings settings, ProofPlan planned) {
    var written = new CountDownLatch(1);
    Thread hook = Thread.ofPlatform().unstarted(() -> await(written));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Path proofs = ProjectRoot.runs().resolveSibling("proofs");
      var making = new ProofMaking(proofs, planned, ProveCommand::run, InstantSource.system());
      Path folder = making.folder().path();
      if (settings.hasOwnClaims()) {
        Files.copy(settings.claims(), folder.resolve("claims.yaml"));
      }
      making.makeAll(line -> out.println("\n" + line));
      out.println();
      return Reports.prove(ProjectRoot.find(), folder.toString(), out, err, colour);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      written.countDown();
    }
  }

  private static void await(CountDownLatch written) {
    try {
      var _ = written.await(END_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static int run(ProofStep step, Path idFile) {
    Map<String, String> properties = RunCommand.properties(step.settings());
    properties.put(RunIdFile.PROPERTY, idFile.toString());
    return GatlingProcess.run(RunCommand.SIMULATION, properties);
  }
}
