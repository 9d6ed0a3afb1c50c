package chaos.residue;

import chaos.undo.ControlGroups;
import chaos.undo.Mark;
import chaos.undo.NetRules;
import chaos.undo.Undo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What carries our mark on this machine: rules, processes, control groups, temporary files. */
final class MarkedResidue {
  private MarkedResidue() {}

  /**
   * All of it but what others will undo themselves.
   *
   * @param others undos of runs that live
   */
  static List<String> of(List<Undo> others) throws InterruptedException {
    List<String> found = new ArrayList<>();
    new NetRules(0)
        .marked().stream()
            .filter(rule -> others.stream().noneMatch(other -> isAbout(other, rule)))
            .forEach(rule -> found.add("rule " + rule));
    processes()
        .filter(pid -> others.stream().noneMatch(other -> isAbout(other, pid)))
        .forEach(pid -> found.add("helper process " + pid));
    ControlGroups.marked().stream()
        .filter(group -> others.stream().noneMatch(other -> isAbout(other, group)))
        .forEach(group -> found.add("control group " + group));
    temporaryFiles().stream()
        .filter(file -> others.stream().noneMatch(other -> isAbout(other, file)))
        .forEach(file -> found.add("file " + file));
    return found;
  }

  private static boolean isAbout(Undo undo, String rule) {
    return undo instanceof Undo.RemoveRule removal
        && removal.rule().stream()
            .filter(word -> word.startsWith(Mark.TEXT))
            .anyMatch(rule::contains);
  }

  private static boolean isAbout(Undo undo, long pid) {
    return undo instanceof Undo.EndProcess end && end.pid() == pid;
  }

  private static boolean isAbout(Undo undo, Path path) {
    return undo.sentence().contains(path.toString());
  }

  private static LongStream processes() {
    return ProcessHandle.allProcesses().mapToLong(ProcessHandle::pid).filter(MarkedResidue::isOurs);
  }

  private static boolean isOurs(long pid) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
      return Stream.of(new String(line, StandardCharsets.UTF_8).split("\0", -1))
          .anyMatch(word -> word.startsWith(Mark.TEXT));
    } catch (IOException e) {
      // It has ended meanwhile.
      return false;
    }
  }

  private static List<Path> temporaryFiles() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().startsWith(Mark.TEXT))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
