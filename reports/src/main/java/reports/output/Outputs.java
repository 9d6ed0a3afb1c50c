package reports.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import reports.judge.Judgement;
import reports.proof.Proof;
import reports.run.ProofFolder;
import reports.run.RunFolder;

/** The files that a judgement leaves in its run folder, and a proof in its own. */
public final class Outputs {
  private Outputs() {}

  /**
   * Writes {@code verdict.json}, {@code junit.xml} and {@code index.html}; the same judgement gives
   * the same bytes.
   *
   * @param page the report page, rendered
   */
  public static void write(RunFolder folder, Judgement judgement, String page) {
    try {
      folder.replace("verdict.json", VerdictJson.render(judgement));
      folder.replace("junit.xml", JUnitXml.render(judgement));
      folder.replace("index.html", page);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder.path(), e);
    }
  }

  /**
   * Writes {@code prove.json}, {@code junit.xml} and {@code index.html} of a proof; the same runs
   * give the same bytes.
   *
   * @param page the page, rendered
   */
  public static void write(ProofFolder folder, Proof proof, String page) {
    try {
      folder.replace("prove.json", ProofJson.render(proof));
      folder.replace("junit.xml", ProofJUnitXml.render(proof));
      folder.replace("index.html", page);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder.path(), e);
    }
  }
}
