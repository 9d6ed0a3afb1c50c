package reports.log;

import java.util.List;

/**
 * What a log says of its run.
 *
 * @param gatlingVersion the version that wrote it
 * @param simulation class name of the simulation
 * @param startMillis when the run began, in epoch milliseconds
 * @param description free text, may be empty
 * @param scenarios names of the scenarios; users refer to them by index
 */
public record RunHeader(
    String gatlingVersion,
    String simulation,
    long startMillis,
    String description,
    List<String> scenarios) {
  public RunHeader {
    scenarios = List.copyOf(scenarios);
  }
}
