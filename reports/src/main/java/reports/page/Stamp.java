package reports.page;

/** What is stamped on a claim, a level or a figure; the six verdicts, and plain for none. */
enum Stamp {
  VERIFIED("VERIFIED", "verified"),
  REFUTED("REFUTED", "refuted"),
  EXTRAPOLATED("EXTRAPOLATED", "extrapolated"),
  NOT_PROVEN("NOT PROVEN", "not-proven"),
  INVALID("INVALID", "invalid"),
  OUT_OF_SCOPE("OUT OF SCOPE", "out-of-scope"),
  PLAIN("", "plain");

  private final String words;
  private final String style;

  Stamp(String words, String style) {
    this.words = words;
    this.style = style;
  }

  /** The verdict as it is written everywhere, empty for {@link #PLAIN}. */
  String words() {
    return words;
  }

  /** The CSS class and the name of the icon. */
  String style() {
    return style;
  }
}
