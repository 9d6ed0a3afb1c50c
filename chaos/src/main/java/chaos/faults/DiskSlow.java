package chaos.faults;

import chaos.undo.ControlGroups;
import chaos.undo.Undo;
import environments.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The database's disk does few writes a second, by the quota of its container's control group: each
 * commit waits for its turn.
 */
final class DiskSlow extends PartFault {
  private static final int WRITES_PER_SECOND = 10;
  private static final String DATA = "/var/lib/mysql";

  DiskSlow() {
    super(
        Part.Kind.DATABASE,
        "disk-slow",
        "its disk does %d writes a second".formatted(WRITES_PER_SECOND));
  }

  @Override
  public Optional<String> refusal(Site site) {
    return super.refusal(site)
        .or(
            () ->
                site.parts(Part.Kind.DATABASE).stream().allMatch(part -> part.container().isEmpty())
                    ? Optional.of(
                        "only a container of Docker gets a slow disk, and the database of %s is none"
                            .formatted(site.environment()))
                    : Optional.empty());
  }

  /**
   * A quota.
   *
   * @param file the control group's
   * @param content what sets it
   * @param none what takes it away
   * @param set the pattern of a line that sets one
   */
  private record Quota(Path file, String content, String none, String set) {
    static Optional<Quota> of(long pid) {
      Optional<String> disk = disk(pid);
      if (disk.isEmpty()) {
        return Optional.empty();
      }
      return ControlGroups.file(pid, "blkio", "blkio.throttle.write_iops_device")
          .map(
              file ->
                  new Quota(
                      file,
                      disk.get() + " " + WRITES_PER_SECOND,
                      disk.get() + " 0",
                      "^" + disk.get() + " [1-9]"))
          .or(
              () ->
                  ControlGroups.file(pid, "io", "io.max")
                      .map(
                          file ->
                              new Quota(
                                  file,
                                  disk.get() + " wiops=" + WRITES_PER_SECOND,
                                  disk.get() + " wiops=max",
                                  "^" + disk.get() + " .*wiops=[0-9]")));
    }

    /** By commands, as what the file says afterwards is not what was written to it. */
    Undo undo() {
      return new Undo.RunCommand(
          List.of("sh", "-c", "[ ! -e \"$1\" ] || echo \"$0\" > \"$1\"", none, file.toString()),
          List.of("sh", "-c", "grep -E \"$0\" \"$1\" 2>/dev/null || true", set, file.toString()));
    }

    /** The disk under the data, as the kernel numbers it: a quota is not for a partition. */
    private static Optional<String> disk(long pid) {
      try (Stream<String> mounts = Files.lines(Path.of("/proc/" + pid + "/mountinfo"))) {
        return mounts
            .map(line -> line.split(" ", 6))
            .filter(fields -> fields[4].equals(DATA))
            .map(fields -> fields[2])
            .findFirst()
            .filter(device -> Files.isDirectory(Path.of("/sys/dev/block/" + device)))
            .map(Quota::wholeDisk);
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    private static String wholeDisk(String device) {
      Path block = Path.of("/sys/dev/block/" + device);
      try {
        return Files.exists(block.resolve("partition"))
            ? Files.readString(block.toRealPath().resolveSibling("dev")).strip()
            : device;
      } catch (IOException e) {
        return device;
      }
    }
  }

  @Override
  Injection prepare(Site site, Part part) {
    TargetProcess process = TargetProcess.of(part);
    Optional<Quota> quota = Quota.of(process.pid());
    return new PartInjection(part, new WaitingWitness(process.pid())) {
      @Override
      public List<Undo> undos() {
        return quota.stream().map(Quota::undo).toList();
      }

      @Override
      public void inject() throws FaultFailed {
        Quota found =
            quota.orElseThrow(
                () -> new FaultFailed("the disk under " + part.name() + " has no quota"));
        try {
          Files.writeString(found.file(), found.content());
        } catch (IOException e) {
          throw new FaultFailed("the quota can't be set: " + e.getMessage(), e);
        }
      }
    };
  }

  /** Sees in /proc how often a thread of the database waits for the disk, over half a second. */
  private record WaitingWitness(long pid) implements Witness {
    private static final int LOOKS = 25;
    private static final long PAUSE_MILLIS = 20;
    private static final int WAITING_SHOWN = LOOKS / 2;

    @Override
    public String source() {
      return "/proc/%d/task/*/stat".formatted(pid);
    }

    @Override
    public String look() throws InterruptedException {
      int waiting = 0;
      for (int look = 0; look < LOOKS; look++) {
        waiting += waits() ? 1 : 0;
        Thread.sleep(PAUSE_MILLIS);
      }
      return "%d of %d times a thread waited for the disk".formatted(waiting, LOOKS);
    }

    private boolean waits() {
      try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
        return threads.anyMatch(WaitingWitness::isWaiting);
      } catch (IOException e) {
        return false;
      }
    }

    private static boolean isWaiting(Path thread) {
      try {
        String stat = Files.readString(thread.resolve("stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2) == 'D';
      } catch (IOException e) {
        // It has ended meanwhile.
        return false;
      }
    }

    @Override
    public boolean fired(String before, String during) {
      return Witness.number(during) - Witness.number(before) >= WAITING_SHOWN;
    }
  }
}
