package chaos.residue;

import chaos.undo.ControlGroups;
import chaos.undo.Mark;
import chaos.undo.NetRules;
import chaos.undo.Networks;
import chaos.undo.Undo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What carries our mark on this machine: rules in whatever network namespace, processes, control
 * groups, temporary files.
 */
final class MarkedResidue {
  private MarkedResidue() {}

  /**
   * All of it but what others will undo themselves.
   *
   * @param others undos of runs that live
   */
  static List<String> of(List<Undo> others) throws InterruptedException {
    List<String> found = new ArrayList<>();
    rules().stream()
        .filter(rule -> others.stream().noneMatch(other -> isAbout(other, rule)))
        .forEach(found::add);
    ProcessHandle.allProcesses()
        .mapToLong(ProcessHandle::pid)
        .filter(pid -> marks(pid).stream().anyMatch(mark -> isNobodys(mark, pid, others)))
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

  private static boolean isNobodys(String mark, long pid, List<Undo> others) {
    return others.stream().noneMatch(other -> isAbout(other, mark, pid));
  }

  /** A command that ends processes by their mark has the first letter of it in brackets. */
  private static boolean isAbout(Undo undo, String mark, long pid) {
    return undo instanceof Undo.EndProcess end
        ? end.pid() == pid
        : undo.sentence().contains(mark.substring(1));
  }

  private static boolean isAbout(Undo undo, Path path) {
    return undo.sentence().contains(path.toString());
  }

  private static List<String> rules() throws InterruptedException {
    List<String> found = new ArrayList<>();
    new NetRules(0).marked().forEach(rule -> found.add("rule " + rule));
    for (Map.Entry<String, Long> network : Networks.others().entrySet()) {
      new NetRules(network.getValue())
          .marked()
          .forEach(rule -> found.add("rule " + rule + " in " + network.getKey()));
    }
    return found;
  }

  /** The words of a process's command that begin with our mark. */
  private static List<String> marks(long pid) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
      return Stream.of(new String(line, StandardCharsets.UTF_8).split("\0", -1))
          .filter(word -> word.startsWith(Mark.TEXT))
          .toList();
    } catch (IOException e) {
      // It has ended meanwhile.
      return List.of();
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
