package environments;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;

/**
 * What the first process of a running container may do, for host.json: asked of the kernel inside
 * of it, by its {@code /proc} and by a real write to its root. A container that can't be asked says
 * nothing.
 */
final class Privileges {
  private static final String ROOT_WRITE = "RootWrite";

  /** Anybody may write to /var/tmp, so that only a root which is read-only keeps from it. */
  private static final String SCRIPT =
      """
      export LC_ALL=C
      cat /proc/1/status
      trial=/var/tmp/headroom-trial
      said=$( (echo x > $trial) 2>&1 ) && rm $trial && said=written
      echo "RootWrite: $said"
      """;

  private static final Map<String, String> SETS =
      Map.of(
          "CapInh", "inherited",
          "CapPrm", "permitted",
          "CapEff", "effective",
          "CapBnd", "bounding",
          "CapAmb", "ambient");

  private Privileges() {}

  /** Of a container of this machine's engine. */
  static Optional<Map<String, Object>> of(GenericContainer<?> container) {
    try {
      return Optional.of(parse(container.execInContainer("sh", "-c", SCRIPT).getStdout()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Of a container of a pod of a cluster. */
  static Optional<Map<String, Object>> of(PodShell shell) {
    try {
      return Optional.of(parse(shell.output(SCRIPT)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What the script printed, as host.json has it; what is missing is left out. */
  static Map<String, Object> parse(String output) {
    Map<String, String> lines =
        output
            .lines()
            .filter(line -> line.contains(":"))
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf(':')),
                    line -> line.substring(line.indexOf(':') + 1).strip(),
                    (first, _) -> first,
                    LinkedHashMap::new));
    Map<String, Object> privileges = new LinkedHashMap<>();
    put(privileges, "program", lines.get("Name"));
    put(privileges, "uids", ids(lines.get("Uid")));
    put(privileges, "gids", ids(lines.get("Gid")));
    Map<String, String> capabilities = new LinkedHashMap<>();
    lines.forEach(
        (name, value) -> {
          String set = SETS.get(name);
          if (set != null) {
            capabilities.put(set, value);
          }
        });
    privileges.put("capabilities", capabilities);
    String noNew = lines.get("NoNewPrivs");
    put(privileges, "noNewPrivileges", noNew == null ? null : (Boolean) noNew.equals("1"));
    put(privileges, "rootWrite", lines.get(ROOT_WRITE));
    return privileges;
  }

  private static @Nullable List<Integer> ids(@Nullable String four) {
    return four == null
        ? null
        : Arrays.stream(four.split("\\s+", -1)).map(Integer::valueOf).toList();
  }

  private static void put(Map<String, Object> map, String name, @Nullable Object value) {
    if (value != null) {
      map.put(name, value);
    }
  }
}
