package reports.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A proof's folder as the harness leaves it. */
public final class WrittenProof {
  private static final String COMMIT = "0123456789";

  private WrittenProof() {}

  /** One in the folder of all proofs, with these runs. */
  public static ProofFolder in(
      Path proofs,
      String environment,
      long begin,
      @Nullable Long end,
      Ending ending,
      ProofRuns.Step... steps) {
    ProofFolder folder =
        ProofFolder.create(proofs, environment, COMMIT, Instant.ofEpochMilli(begin));
    folder.write(
        new ProofRuns(
            RunFolder.SCHEMA,
            folder.id(),
            environment,
            COMMIT,
            begin,
            end,
            ending,
            Arrays.asList(steps)));
    return folder;
  }
}
