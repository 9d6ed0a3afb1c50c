package reports.output;

/** Text for a terminal of 80 columns, line after line. Belongs to one thread. */
public final class Lines {
  private static final int WIDTH = 80;

  private final StringBuilder text = new StringBuilder();

  /** One line as it is, without blanks at its end. */
  public void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  /**
   * Breaks a text at spaces; a word that is too long for a line keeps a line of its own.
   *
   * @param prefix begins the first line; those that follow are indented as far
   */
  public void wrap(String prefix, String sentence) {
    StringBuilder line = new StringBuilder(prefix);
    boolean empty = true;
    for (String word : sentence.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        line(line.toString());
        line = new StringBuilder(" ".repeat(prefix.length()));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    line(line.toString());
  }

  /** All of it. */
  @Override
  public String toString() {
    return text.toString();
  }
}
