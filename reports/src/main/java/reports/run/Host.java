package reports.run;

import java.util.List;
import java.util.SortedMap;

/**
 * What a run ran on: the content of {@code host.json}. The maps hold JSON values by name; {@link
 * EnvironmentFacts} reads those that verdicts depend on. Immutable.
 *
 * @param schema {@link RunFolder#SCHEMA}
 * @param host the machine: CPUs, memory, kernel, operating system, Java
 * @param generator the load generator: JVM flags, the CPUs that it may use
 * @param environment the environment's description of itself
 * @param others what else ran on the machine
 */
public record Host(
    int schema,
    SortedMap<String, Object> host,
    SortedMap<String, Object> generator,
    SortedMap<String, Object> environment,
    List<String> others) {
  /** Copies its collections; absent ones are empty. */
  public Host {
    host = Run.sorted(host);
    generator = Run.sorted(generator);
    environment = Run.sorted(environment);
    others = Run.copy(others);
  }

  /** What verdicts depend on. */
  public EnvironmentFacts facts() {
    return EnvironmentFacts.of(environment);
  }
}
