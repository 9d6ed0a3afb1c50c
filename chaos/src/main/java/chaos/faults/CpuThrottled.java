package chaos.faults;

import chaos.undo.ControlGroups;
import chaos.undo.Undo;
import environments.Part;
import environments.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pod gets a tenth of its CPU, by the quota of its container's control group. */
final class CpuThrottled extends PartFault {
  private static final String QUOTA_V1 = "10000";
  private static final String QUOTA_V2 = "10000 100000";

  CpuThrottled() {
    super(Part.Kind.POD, "cpu-throttled", "the pod gets a tenth of a CPU");
  }

  @Override
  public Optional<String> refusal(Site site) {
    return super.refusal(site).or(() -> ofGroups(site));
  }

  /** Why pods have no control groups of their own, if so. */
  static Optional<String> ofGroups(Site site) {
    return site.isContained(Part.Kind.POD)
        ? Optional.empty()
        : Optional.of(
            "pods of %s have no control group of their own".formatted(site.environment()));
  }

  /** The file of the quota and what it is to hold. */
  private record Quota(Path file, String content) {
    static Optional<Quota> of(long pid) {
      Optional<Path> v1 = ControlGroups.file(pid, "cpu", "cpu.cfs_quota_us");
      return v1.map(file -> new Quota(file, QUOTA_V1))
          .or(
              () ->
                  ControlGroups.file(pid, "cpu", "cpu.max").map(file -> new Quota(file, QUOTA_V2)));
    }
  }

  @Override
  Injection prepare(Site site, Part part) {
    TargetProcess process = TargetProcess.of(part);
    Optional<Quota> quota = Quota.of(process.pid());
    return new PartInjection(part, new ThrottlingWitness(process.pid())) {
      @Override
      public List<Undo> undos() {
        return quota.stream()
            .<Undo>map(found -> new Undo.WriteFile(found.file(), text(found.file())))
            .toList();
      }

      @Override
      public void inject() throws FaultFailed {
        Quota found =
            quota.orElseThrow(
                () -> new FaultFailed(part.name() + " has no control group with a quota"));
        try {
          Files.writeString(found.file(), found.content());
        } catch (IOException e) {
          throw new FaultFailed("the quota can't be set: " + e.getMessage(), e);
        }
      }
    };
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "-1"; // No quota, as version 1 has it.
    }
  }

  /**
   * Sees over two seconds how often the kernel has throttled the group, and how much CPU the pod
   * had meanwhile: an ordinary limit throttles as well, but only who has had much.
   */
  record ThrottlingWitness(long pid) implements Witness {
    private static final long WINDOW_MILLIS = 2_000;
    private static final long TICK_MILLIS = 10;
    private static final Pattern SEEN = Pattern.compile("(\\d+) periods throttled, (\\d+) ms .*");

    /** Far below the 100 ms of a limit of one CPU, and above what the fault leaves. */
    private static final long MILLIS_EACH_MAX = 50;

    private static final long PERIODS_SHOWN = 5;

    @Override
    public String source() {
      return "nr_throttled of cpu.stat, and /proc/%d/stat".formatted(pid);
    }

    @Override
    public String look() throws InterruptedException {
      long periods = periods();
      long millis = millis();
      Thread.sleep(WINDOW_MILLIS);
      return text(Math.max(0, periods() - periods), Math.max(0, millis() - millis));
    }

    static String text(long periods, long millis) {
      return "%d periods throttled, %d ms of CPU in %d ms"
          .formatted(periods, millis, WINDOW_MILLIS);
    }

    private long periods() {
      return ControlGroups.file(pid, "cpu", "cpu.stat").stream()
          .flatMap(file -> CpuThrottled.text(file).lines())
          .filter(line -> line.startsWith("nr_throttled "))
          .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
          .findFirst()
          .orElse(0);
    }

    private long millis() {
      return ProcessStat.read(pid).map(ProcessStat::cpuTicks).orElse(0L) * TICK_MILLIS;
    }

    @Override
    public boolean fired(String before, String during) {
      return !shows(before) && shows(during);
    }

    private static boolean shows(String seen) {
      Matcher figures = SEEN.matcher(seen);
      if (!figures.matches()) {
        return false;
      }
      long periods = Long.parseLong(figures.group(1));
      long millis = Long.parseLong(figures.group(2));
      return periods >= PERIODS_SHOWN && millis <= periods * MILLIS_EACH_MAX;
    }
  }
}
