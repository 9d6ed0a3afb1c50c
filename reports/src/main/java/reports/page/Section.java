package reports.page;

import java.util.List;

/**
 * A part of the page with a heading of its own.
 *
 * @param id its anchor
 * @param title its heading
 * @param lead one sentence on what is found here and how to read it
 */
record Section(String id, String title, String lead, List<Block> blocks) {
  Section {
    blocks = List.copyOf(blocks);
  }
}
