package reports.page;

import java.util.List;

/**
 * What happened when, in seconds since the run began: drawn behind every chart over time.
 *
 * @param end the length of the run in seconds
 * @param spans what was in force for a while, such as a fault
 * @param marks instants with a name
 */
record Timeline(
    double end, List<Phase> phases, List<Event> events, List<Span> spans, List<Mark> marks) {
  Timeline {
    phases = List.copyOf(phases);
    events = List.copyOf(events);
    spans = List.copyOf(spans);
    marks = List.copyOf(marks);
  }

  /** A phase of the load; only measured ones count for verdicts. */
  record Phase(String name, double from, double to, boolean measured) {}

  /** Something that was in force from one instant to another. */
  record Span(String name, double from, double to) {}

  /** An instant with a name. */
  record Mark(String name, double at) {}

  /** A fault, a scaling decision or another event; the kind is a word of events.jsonl. */
  record Event(double at, String kind, String name, String detail) {}
}
