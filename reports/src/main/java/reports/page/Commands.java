package reports.page;

import java.util.List;

/** What to do next: commands to copy, each with its reason. */
record Commands(List<Step> steps) implements Block {
  Commands {
    steps = List.copyOf(steps);
  }

  /** One command and what it is good for; empty where nothing is to be typed. */
  record Step(String reason, String command) {}
}
