package chaos.faults;

import chaos.undo.Undo;
import environments.Part;
import environments.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody else's busy programs share a pod's CPU. */
final class CpuStolen extends PartFault {
  private static final int PROGRAMS = 4;

  CpuStolen() {
    super(Part.Kind.POD, "cpu-stolen", "%d busy programs share the pod's CPU".formatted(PROGRAMS));
  }

  @Override
  Injection prepare(Site site, Part part) {
    TargetProcess process = TargetProcess.of(part);
    MarkedProgram busy = MarkedProgram.of("cpu");
    String allowed = cpus(process.pid());
    Witness witness =
        new CpuWitness(
            "/proc/stat of CPU %s, and of the pod".formatted(allowed.isEmpty() ? "all" : allowed),
            new Window(process.pid(), allowed)::othersPercent);
    return new PartInjection(part, witness) {
      @Override
      public List<Undo> undos() {
        return List.of(busy.undo());
      }

      @Override
      public void inject() throws FaultFailed {
        String cpus = cpus(process.pid());
        for (int program = 0; program < PROGRAMS; program++) {
          start(busy, cpus);
        }
      }
    };
  }

  private static void start(MarkedProgram busy, String cpus) throws FaultFailed {
    List<String> command = new ArrayList<>();
    if (!cpus.isEmpty()) {
      command.addAll(List.of("taskset", "-c", cpus));
    }
    command.addAll(List.of("sh", "-c", "while :; do :; done", busy.mark()));
    try {
      busy.start(command);
    } catch (IOException e) {
      throw new FaultFailed("no busy program can be started: " + e.getMessage(), e);
    }
  }

  /** The CPUs that a process may use, as taskset has them; empty where nobody knows. */
  private static String cpus(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("Cpus_allowed_list:"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /** How much of CPUs others have, in per cent, over some time. */
  @FunctionalInterface
  interface Share {
    long percent() throws InterruptedException;
  }

  /**
   * Sees how much of CPUs goes to others than the pod: what they have in each of several windows in
   * a row, as others are busy for a moment on any machine.
   */
  record CpuWitness(String source, Share others) implements Witness {
    private static final int WINDOWS = 3;
    private static final int STOLEN_PERCENT = 30;

    @Override
    public String look() throws InterruptedException {
      long least = others.percent();
      for (int window = 1; window < WINDOWS; window++) {
        least = Math.min(least, others.percent());
      }
      return "%d %% or more goes to others in each of %d windows".formatted(least, WINDOWS);
    }

    @Override
    public boolean fired(String before, String during) {
      return Witness.number(during) - Witness.number(before) >= STOLEN_PERCENT;
    }
  }

  /**
   * Half a second in /proc.
   *
   * @param pid the pod's process
   * @param cpus as taskset has them; empty for all
   */
  private record Window(long pid, String cpus) {
    private static final long MILLIS = 500;

    /** What others than the pod had, and all there was. */
    private record Ticks(long others, long all) {}

    long othersPercent() throws InterruptedException {
      Ticks first = ticks();
      Thread.sleep(MILLIS);
      Ticks last = ticks();
      long all = Math.max(1, last.all() - first.all());
      return 100 * Math.max(0, last.others() - first.others()) / all;
    }

    private Ticks ticks() {
      long idle = 0;
      long all = 0;
      long own = ProcessStat.read(pid).map(ProcessStat::cpuTicks).orElse(0L);
      try {
        for (String line : Files.readAllLines(Path.of("/proc/stat"))) {
          String[] fields = line.split(" +", -1);
          if (fields[0].matches("cpu\\d+") && isOurs(fields[0].substring(3))) {
            for (int field = 1; field <= 8; field++) {
              all += Long.parseLong(fields[field]);
            }
            idle += Long.parseLong(fields[4]) + Long.parseLong(fields[5]);
          }
        }
      } catch (IOException e) {
        return new Ticks(0, 0);
      }
      return new Ticks(all - idle - own, all);
    }

    private boolean isOurs(String cpu) {
      return cpus.isEmpty() || List.of(cpus.split(",")).stream().anyMatch(range -> in(range, cpu));
    }

    private static boolean in(String range, String cpu) {
      String[] ends = range.split("-", -1);
      int number = Integer.parseInt(cpu);
      return Integer.parseInt(ends[0]) <= number
          && number <= Integer.parseInt(ends[ends.length - 1]);
    }
  }
}
