package reports.page;

import java.util.ArrayList;
import java.util.List;

/** A sentence in which what stands between back quotes is code. */
final class Prose {
  private Prose() {}

  /** A piece of a sentence. */
  record Part(String text, boolean code) {}

  /** The pieces in their order; a quote without its fellow is left as it is. */
  static List<Part> parts(String sentence) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < sentence.length()) {
      int open = sentence.indexOf('`', at);
      int close = open < 0 ? -1 : sentence.indexOf('`', open + 1);
      if (close < 0) {
        parts.add(new Part(sentence.substring(at), false));
        break;
      }
      if (open > at) {
        parts.add(new Part(sentence.substring(at, open), false));
      }
      parts.add(new Part(sentence.substring(open + 1, close), true));
      at = close + 1;
    }
    return parts;
  }
}
