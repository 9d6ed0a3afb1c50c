package reports.page;

import java.util.List;

/**
 * All that a page shows, as text and numbers ready to print.
 *
 * @param title the document's title
 * @param run the run in short: id, profile, when, how long
 * @param answer the first line
 * @param figures the key figures under the answer
 * @param verdicts the claims that this run judged, gravest first
 * @param elsewhere the claims that it did not judge
 * @param sections the evidence, in reading order
 * @param timeline the phases and events drawn on every time axis
 */
record PageModel(
    String title,
    List<Facts.Fact> run,
    Answer answer,
    List<KeyFigure> figures,
    List<VerdictCard> verdicts,
    List<VerdictCard> elsewhere,
    List<Section> sections,
    Timeline timeline) {

  PageModel {
    run = List.copyOf(run);
    figures = List.copyOf(figures);
    verdicts = List.copyOf(verdicts);
    elsewhere = List.copyOf(elsewhere);
    sections = List.copyOf(sections);
  }

  /** All charts of all sections, in reading order. */
  List<Chart> charts() {
    return sections.stream()
        .flatMap(section -> section.blocks().stream())
        .filter(Chart.class::isInstance)
        .map(Chart.class::cast)
        .toList();
  }

  /**
   * The answer that the page opens with.
   *
   * @param name what the figure is
   * @param figure the headroom as a number, such as "1.40×", or a word where there is none
   * @param line the answer in one sentence
   * @param notes what must be known to read it rightly, a sentence each
   */
  record Answer(String name, String figure, String line, List<String> notes, Stamp stamp) {
    Answer {
      notes = List.copyOf(notes);
    }
  }

  /** A figure worth reading before all others, with a word on its bound or limit. */
  record KeyFigure(String label, String value, String note, Stamp stamp) {}
}
