package reports.page;

import java.util.List;

/**
 * Names with their values, such as the settings of a run.
 *
 * @param title a heading, empty for none
 */
record Facts(String title, List<Fact> facts) implements Block {
  Facts {
    facts = List.copyOf(facts);
  }

  /** A name and its value. */
  record Fact(String name, String value) {}
}
