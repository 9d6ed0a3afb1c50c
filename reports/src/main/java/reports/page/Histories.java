package reports.page;

import java.util.List;

/**
 * Things that are wrong, each with what happened to it.
 *
 * @param id its anchor
 * @param lead what should be true, and how often it is not
 */
record Histories(String id, String title, String lead, List<Entry> entries) implements Block {
  Histories {
    entries = List.copyOf(entries);
  }

  /** One of them, and what happened to it, oldest first. */
  record Entry(String key, String sentence, List<String> history) {
    Entry {
      history = List.copyOf(history);
    }
  }
}
