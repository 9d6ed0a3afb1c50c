package chaos.residue;

import chaos.undo.ControlGroups;
import environments.Part;
import environments.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

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
          new Limit("blkio", "blkio.throttle.read_iops_device"),
          new Limit("blkio", "blkio.throttle.write_iops_device"),
          new Limit("io", "io.max"),
          new Limit("freezer", "freezer.state"),
          new Limit("freezer", "cgroup.freeze"));

  /** What these files hold where nothing is limited. */
  private static final Set<String> FREE =
      Set.of("", "-1", "max", "max 100000", "9223372036854771712", "THAWED", "0");

  /** A file of the group that a controller has a process in. */
  record Limit(String controller, String file) {}

  private PartResidue() {}

  static List<String> of(Part part) {
    OptionalLong pid = part.pid();
    if (pid.isEmpty()) {
      return List.of(part.name() + Residue.ENDED);
    }
    List<String> found = new ArrayList<>();
    ProcessStat.read(pid.getAsLong())
        .filter(process -> process.state() == 'T' || process.state() == 't')
        .ifPresent(_ -> found.add(part.name() + " is stopped"));
    found.addAll(
        limits(
            part.name(),
            limit -> ControlGroups.file(pid.getAsLong(), limit.controller(), limit.file())));
    return found;
  }

  /** What holds a part back, by the files of its control groups. */
  static List<String> limits(String part, Function<Limit, Optional<Path>> files) {
    List<String> found = new ArrayList<>();
    for (Limit limit : LIMITS) {
      files
          .apply(limit)
          .map(PartResidue::text)
          .filter(value -> !FREE.contains(value))
          .ifPresent(value -> found.add(part + " has " + limit.file() + " " + value));
    }
    return found;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip().replace('\n', ' ');
    } catch (IOException e) {
      return "";
    }
  }
}
