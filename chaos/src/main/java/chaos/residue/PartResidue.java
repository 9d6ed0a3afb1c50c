package chaos.residue;

import chaos.undo.ControlGroups;
import chaos.undo.NetRules;
import environments.Part;
import environments.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** What is wrong with a part: it doesn't run, is stopped, or is held back by its control group. */
final class PartResidue {
  private static final List<Limit> LIMITS =
      List.of(
          new Limit("cpu", "cpu.cfs_quota_us"),
          new Limit("cpu", "cpu.max"),
          new Limit("memory", "memory.limit_in_bytes"),
          new Limit("memory", "memory.max"),
          new Limit("blkio", "blkio.throttle.read_bps_device"),
          new Limit("blkio", "blkio.throttle.write_bps_device"),
          new Limit("io", "io.max"),
          new Limit("freezer", "freezer.state"),
          new Limit("freezer", "cgroup.freeze"));

  /** What these files hold where nothing is limited. */
  private static final Set<String> FREE =
      Set.of("", "-1", "max", "max 100000", "9223372036854771712", "THAWED", "0");

  private record Limit(String controller, String file) {}

  private PartResidue() {}

  static List<String> of(Part part) {
    OptionalLong pid = part.pid();
    if (pid.isEmpty()) {
      return List.of(part.name() + " does not run here");
    }
    List<String> found = new ArrayList<>();
    ProcessStat.read(pid.getAsLong())
        .filter(process -> process.state() == 'T' || process.state() == 't')
        .ifPresent(_ -> found.add(part.name() + " is stopped"));
    for (Limit limit : LIMITS) {
      ControlGroups.file(pid.getAsLong(), limit.controller(), limit.file())
          .map(PartResidue::text)
          .filter(value -> !FREE.contains(value))
          .ifPresent(value -> found.add(part.name() + " has " + limit.file() + " " + value));
    }
    return found;
  }

  /** Rules with our mark in network namespaces of parts other than this machine's own. */
  static List<String> rules(List<Part> parts) throws InterruptedException {
    Set<String> seen = new HashSet<>(Set.of(namespace("self")));
    List<String> found = new ArrayList<>();
    for (Part part : parts) {
      OptionalLong pid = part.pid();
      if (pid.isPresent() && seen.add(namespace(Long.toString(pid.getAsLong())))) {
        new NetRules(pid.getAsLong())
            .marked()
            .forEach(rule -> found.add(part.name() + " has the rule " + rule));
      }
    }
    return found;
  }

  private static String namespace(String process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", process, "ns", "net")).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip().replace('\n', ' ');
    } catch (IOException e) {
      return "";
    }
  }
}
