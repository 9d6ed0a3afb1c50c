package lms.roster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an import, for its page.
 *
 * @param shown whether there was one
 */
public record RosterReport(
    boolean shown, long enrolled, long created, long already, long faulty, List<Line> faults) {
  /** Copies its list. */
  public RosterReport {
    faults = List.copyOf(faults);
  }

  /** A line that was left out, and why. */
  public record Line(long number, String why) {}

  static RosterReport of(RosterRoutes.@Nullable Reported report) {
    return report == null
        ? new RosterReport(false, 0, 0, 0, 0, List.of())
        : new RosterReport(
            true,
            report.enrolled(),
            report.created(),
            report.already(),
            report.faulty(),
            report.faults().stream().map(left -> new Line(left.line(), left.why())).toList());
  }
}
