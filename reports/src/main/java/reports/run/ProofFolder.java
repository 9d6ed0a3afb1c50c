package reports.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A folder that says which runs a proof consists of. The runs' own folders are where {@link #runs}
 * says: beside the folder of all proofs. Its files are replaced atomically.
 */
public final class ProofFolder {
  private static final String RUNS_FILE = "runs.json";

  private final Path path;

  private ProofFolder(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  /**
   * Makes a new, empty folder named by instant, environment and commit; one that is taken gets the
   * suffix -2, -3 and so on.
   *
   * @param proofs the folder of all proofs, made where it is missing
   */
  public static ProofFolder create(Path proofs, String environment, String commit, Instant begin) {
    return new ProofFolder(in(proofs).create(environment, commit, begin));
  }

  /**
   * Finds a proof by its folder, its id, a prefix that only one id has, or {@code latest}.
   *
   * @param proofs the folder of all proofs
   */
  public static ProofFolder find(Path proofs, String name) {
    return new ProofFolder(in(proofs).find(name));
  }

  private static EvidenceFolders in(Path proofs) {
    return new EvidenceFolders(proofs, "proof", RUNS_FILE);
  }

  /** The name of the folder. */
  public String id() {
    return path.getFileName().toString();
  }

  /** Where it is, absolute. */
  public Path path() {
    return path;
  }

  /** Where the folders of its runs are: {@code ../../runs}. */
  public Path runs() {
    return path.resolve("../../runs").normalize();
  }

  /** Replaces {@code runs.json}. */
  public void write(ProofRuns runs) {
    try {
      replace(
          RUNS_FILE, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(runs) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + RUNS_FILE, e);
    }
  }

  /** Reads {@code runs.json}. */
  public ProofRuns read() {
    try {
      return Json.read(RUNS_FILE, Files.readAllBytes(path.resolve(RUNS_FILE)), ProofRuns.class);
    } catch (IOException e) {
      throw new UnreadableEvidence(RUNS_FILE + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Replaces a file of the folder by a text, at once or not at all. */
  public void replace(String name, String text) throws IOException {
    RunFolder.replace(path.resolve(name), text);
  }
}
