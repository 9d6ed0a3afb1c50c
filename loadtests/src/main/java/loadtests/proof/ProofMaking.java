package loadtests.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import loadtests.record.RunIdentity;
import org.jspecify.annotations.Nullable;
import reports.run.Ending;
import reports.run.ProofFolder;
import reports.run.ProofRuns;
import reports.run.RunFolder;

/**
 * Makes the runs of a proof, one after another, and puts down in its folder what became of each. A
 * run that can't start stops no other; an interrupt stops all that would follow.
 */
public final class ProofMaking {
  /** The exit status of a run that was interrupted, and with it all. */
  private static final int INTERRUPTED = 130;

  private final ProofPlan plan;
  private final ProofFolder folder;
  private final Starter starter;
  private final InstantSource clock;
  private ProofRuns runs;

  /** Makes one run and waits for its end. */
  public interface Starter {
    /**
     * Makes it.
     *
     * @param idFile where the run puts its id, as soon as it has a folder
     * @return its exit status
     */
    int make(ProofStep step, Path idFile);
  }

  /** A proof whose folder is made now, below {@code proofs}. */
  public ProofMaking(Path proofs, ProofPlan plan, Starter starter, InstantSource clock) {
    this.plan = plan;
    this.starter = starter;
    this.clock = clock;
    String commit = RunIdentity.projectCommit();
    folder = ProofFolder.create(proofs, plan.environment(), commit, clock.instant());
    runs =
        new ProofRuns(
            RunFolder.SCHEMA,
            folder.id(),
            plan.environment(),
            commit,
            clock.millis(),
            null,
            Ending.RUNNING,
            plan.steps().stream().map(ProofStep::record).toList());
    folder.write(runs);
  }

  /** The folder of the proof. */
  public ProofFolder folder() {
    return folder;
  }

  /** Makes all runs, and says which one begins. */
  public void makeAll(Consumer<String> progress) {
    Ending ending = Ending.FINISHED;
    List<ProofStep> steps = plan.steps();
    for (int i = 0; i < steps.size() && ending == Ending.FINISHED; i++) {
      progress.accept("Run %d of %d: %s".formatted(i + 1, steps.size(), steps.get(i).command()));
      if (make(i) == INTERRUPTED) {
        ending = Ending.INTERRUPTED;
      }
    }
    runs = runs.ended(clock.millis(), ending);
    folder.write(runs);
  }

  private int make(int i) {
    Path idFile = folder.path().resolve("run.id");
    int status = starter.make(plan.steps().get(i), idFile);
    var steps = new ArrayList<>(runs.steps());
    steps.set(i, steps.get(i).ended(status, taken(idFile)));
    runs = runs.withSteps(steps);
    folder.write(runs);
    return status;
  }

  private static @Nullable String taken(Path idFile) {
    try {
      if (!Files.exists(idFile)) {
        return null;
      }
      String id = Files.readString(idFile).strip();
      Files.delete(idFile);
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read which run was made", e);
    }
  }
}
