package reports;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import reports.claims.Claim;
import reports.claims.Claims;
import reports.claims.InvalidClaims;
import reports.compare.Comparer;
import reports.compare.Comparison;
import reports.compare.ComparisonJson;
import reports.compare.ComparisonTable;
import reports.compare.Incomparable;
import reports.experiment.Baselines;
import reports.judge.Judge;
import reports.judge.Judgement;
import reports.judge.Words;
import reports.output.Outputs;
import reports.output.ProofTable;
import reports.output.TerminalTable;
import reports.page.ProofPage;
import reports.page.ReportPage;
import reports.proof.Proof;
import reports.run.Baseline;
import reports.run.NoSuchRun;
import reports.run.ProofFolder;
import reports.run.RunFolder;
import reports.run.UnreadableEvidence;

/**
 * The commands of this module, put together from judge, outputs and page. Every mistake of the user
 * is one clear line on {@code err} and an exit status.
 */
public final class Reports {
  /** The exit status of a wrong argument or a wrong claims file. */
  public static final int USAGE = 64;

  private static final int INVALID = 3;
  private static final int CANNOT_WRITE = 73;

  private Reports() {}

  /**
   * Judges a run anew from its raw evidence, writes its outputs, and prints the answer.
   *
   * @param root the project's root folder
   * @param run a run folder, an id, a prefix that only one id has, or {@code latest}
   * @param colour whether {@code out} is a terminal that shows colours
   * @return the exit status: 0 pass, 1 refuted, 2 not proven, 3 invalid, 64 usage
   */
  public static int report(
      Path root, String run, PrintStream out, PrintStream err, boolean colour) {
    return report(root, run, out, err, colour, _ -> {});
  }

  /**
   * The same.
   *
   * @param told is told the judgement; of a run that can't be judged there is none
   */
  public static int report(
      Path root,
      String run,
      PrintStream out,
      PrintStream err,
      boolean colour,
      Consumer<Judgement> told) {
    return status(
        err,
        () -> {
          RunFolder folder = RunFolder.find(root.resolve("reports").resolve("runs"), run);
          Judgement judgement = judge(folder, root);
          out.print(TerminalTable.render(judgement, colour));
          out.println("Report: " + folder.path().resolve("index.html"));
          told.accept(judgement);
          return judgement.exitStatus();
        });
  }

  /**
   * Judges a run and writes its outputs. A run folder that holds claims of its own is judged by
   * them, any other by those of the project.
   *
   * @param root the project's root folder
   */
  public static Judgement judge(RunFolder folder, Path root) {
    Judgement judgement = Judge.judge(folder, Claims.read(claimsFile(folder.path(), root)));
    Outputs.write(folder, judgement, ReportPage.render(judgement));
    return judgement;
  }

  /**
   * Reads what a run without a fault shows second by second, from its raw log, so that runs with
   * faults can be compared with it.
   *
   * @param run its folder
   * @throws NoSuchRun where there is none
   * @throws UnreadableEvidence where it can't be a baseline, with the reason
   */
  public static Baseline baseline(Path run) {
    return Baselines.of(RunFolder.open(run));
  }

  /**
   * Judges all runs of a proof anew, writes what they say of all claims together, and prints it.
   *
   * @param root the project's root folder
   * @param proof a proof's folder, an id, a prefix that only one id has, or {@code latest}
   * @param colour whether {@code out} is a terminal that shows colours
   * @return the exit status: 0 pass, 1 refuted, 2 not proven, 3 invalid, 64 usage, 130 interrupted,
   *     or that of a run that came to nothing where all else passes
   */
  public static int prove(
      Path root, String proof, PrintStream out, PrintStream err, boolean colour) {
    return status(
        err,
        () -> {
          ProofFolder folder = ProofFolder.find(root.resolve("reports").resolve("proofs"), proof);
          Claims claims = Claims.read(claimsFile(folder.path(), root));
          Proof proven = Proof.of(folder, claims, run -> judge(run, root));
          Outputs.write(folder, proven, ProofPage.render(proven));
          out.print(ProofTable.render(proven, colour));
          out.println("Report: " + folder.path().resolve("index.html"));
          return proven.exitStatus();
        });
  }

  /** The exit status of what judges; what it can not judge is one message. */
  private static int status(PrintStream err, IntSupplier judging) {
    try {
      return judging.getAsInt();
    } catch (NoSuchRun | InvalidClaims e) {
      err.println(e.getMessage());
      return USAGE;
    } catch (UnreadableEvidence e) {
      err.println("INVALID: " + e.getMessage());
      return INVALID;
    } catch (UncheckedIOException e) {
      err.println(e.getMessage());
      return CANNOT_WRITE;
    }
  }

  /**
   * Compares run B with run A, prints the answer and writes it as JSON to {@code
   * reports/comparisons/A--B.json}.
   *
   * @param root the project's root folder
   * @param a a run folder, an id, a prefix that only one id has, or {@code latest}
   * @param b another
   * @param colour whether {@code out} is a terminal that shows colours
   * @return the exit status: 0 no difference for the worse that matters is shown, 1 B is worse, 3 a
   *     measurement is invalid, 64 usage, which incomparable runs are
   */
  public static int compare(
      Path root, String a, String b, PrintStream out, PrintStream err, boolean colour) {
    Path runs = root.resolve("reports").resolve("runs");
    try {
      Comparison comparison = Comparer.compare(RunFolder.find(runs, a), RunFolder.find(runs, b));
      out.print(ComparisonTable.render(comparison, colour));
      Path file =
          Files.createDirectories(root.resolve("reports").resolve("comparisons"))
              .resolve(comparison.a().id() + "--" + comparison.b().id() + ".json");
      Files.writeString(file, ComparisonJson.render(comparison));
      out.println("JSON: " + file);
      return comparison.exitStatus();
    } catch (NoSuchRun | Incomparable e) {
      err.println(e.getMessage());
      return USAGE;
    } catch (UnreadableEvidence e) {
      err.println("INVALID: " + e.getMessage());
      return INVALID;
    } catch (IOException | UncheckedIOException e) {
      err.println(e.getMessage());
      return CANNOT_WRITE;
    }
  }

  /**
   * Lists the claims of a file, or names every mistake in it.
   *
   * @param root the project's root folder
   * @return the exit status: 0, or 64 where the file is wrong
   */
  public static int claims(Path root, PrintStream out, PrintStream err) {
    return claimsOf(claimsFile(root), out, err);
  }

  /** The same with another claims file. */
  public static int claimsOf(Path file, PrintStream out, PrintStream err) {
    try {
      for (Claim claim : Claims.read(file).all()) {
        out.println(
            String.format(
                Locale.ROOT,
                "%-20s %s %s a %s",
                claim.id(),
                Words.number(claim.stated().value()),
                claim.stated().unit(),
                claim.stated().per()));
        out.println("    " + claim.title());
        out.println("    " + claim.command() + (claim.built() ? "" : "   (not built yet)"));
      }
      return 0;
    } catch (InvalidClaims e) {
      e.problems().forEach(err::println);
      return USAGE;
    }
  }

  /** A folder's own claims, or the project's. */
  private static Path claimsFile(Path folder, Path root) {
    Path own = folder.resolve("claims.yaml");
    return Files.isRegularFile(own) ? own : claimsFile(root);
  }

  private static Path claimsFile(Path root) {
    return root.resolve("reports").resolve("claims.yaml");
  }
}
