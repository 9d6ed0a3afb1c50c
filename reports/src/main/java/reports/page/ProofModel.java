package reports.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the page of a proof shows, as text ready to print.
 *
 * @param title the document's title
 * @param facts the proof in short
 * @param answer how many claims are verified, and what must be known beside
 * @param rows the claims, in the order of their file
 * @param runs the runs, in the order in which they were made
 */
record ProofModel(
    String title,
    List<Facts.Fact> facts,
    PageModel.Answer answer,
    List<Row> rows,
    List<RunRow> runs) {
  ProofModel {
    facts = List.copyOf(facts);
    rows = List.copyOf(rows);
    runs = List.copyOf(runs);
  }

  /**
   * A claim.
   *
   * @param figure what decided, empty where no figure did
   * @param note which figure that is, its bound and its limit
   * @param environment where it was judged, empty where it was not
   * @param date when, empty where it was not
   * @param run the run that the verdict is from, where there is one
   * @param command what would judge it, where no run did
   * @param others what other runs say
   */
  record Row(
      String id,
      String statement,
      String source,
      boolean informative,
      Stamp stamp,
      String reason,
      String figure,
      String note,
      String environment,
      String date,
      @Nullable Link run,
      @Nullable String command,
      List<Other> others) {
    Row {
      others = List.copyOf(others);
    }
  }

  /** The verdict of another run than the one that decided. */
  record Other(Stamp stamp, String reason, String where, @Nullable Link run) {}

  /** A run's page, seen from that of the proof. */
  record Link(String text, String address) {}

  /**
   * A run.
   *
   * @param ended how, a clause
   * @param command what makes it alone
   */
  record RunRow(
      String profile,
      String environment,
      String ended,
      String began,
      String took,
      String command,
      @Nullable Link run) {}
}
