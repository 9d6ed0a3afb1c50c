package reports.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import reports.judge.Judgement;
import reports.run.RunFolder;

/** The files that a judgement leaves in its run folder. */
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
}
