package reports.judge;

import java.util.List;
import java.util.OptionalLong;
import reports.run.Experiment;
import reports.run.Experiment.FaultRecord;

/** When the faults of an experiment were in force, in epoch milliseconds. The control is none. */
final class FaultSpans {
  /** A fault that is over at once still meets the writes of the second around it. */
  private static final long LEAST_MILLIS = 1000;

  private final List<Span> spans;

  /** From the beginning of an injection to the end of its undoing. */
  private record Span(long from, long to) {}

  FaultSpans(Experiment experiment) {
    spans =
        experiment.faults().stream()
            .filter(FaultRecord::leavesTraces)
            .flatMap(fault -> span(fault).stream())
            .toList();
  }

  private static List<Span> span(FaultRecord fault) {
    Long begun = fault.begun();
    Long undone = fault.undone();
    return begun == null
        ? List.of()
        : List.of(new Span(begun, undone == null ? Long.MAX_VALUE : undone));
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }

  /** When the first began. */
  OptionalLong begun() {
    return spans.stream().mapToLong(Span::from).min();
  }

  /** When the last was undone; far in the future where one never was. */
  OptionalLong undone() {
    return spans.stream().mapToLong(Span::to).max();
  }

  /** Whether one was in force in some part of this time. */
  boolean meet(long from, long to) {
    return spans.stream()
        .anyMatch(
            span -> from < Math.max(span.to(), span.from() + LEAST_MILLIS) && to >= span.from());
  }
}
