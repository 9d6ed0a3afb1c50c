package reports.page;

import java.util.List;

/**
 * What happened when, in seconds since the run began: drawn behind every chart over time.
 *
 * @param end the length of the run in seconds
 */
record Timeline(double end, List<Phase> phases, List<Event> events) {
  Timeline {
    phases = List.copyOf(phases);
    events = List.copyOf(events);
  }

  /** A phase of the load; only measured ones count for verdicts. */
  record Phase(String name, double from, double to, boolean measured) {}

  /** A fault, a scaling decision or another event; the kind is a word of events.jsonl. */
  record Event(double at, String kind, String name, String detail) {}
}
