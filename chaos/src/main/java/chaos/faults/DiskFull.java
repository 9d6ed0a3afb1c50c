package chaos.faults;

import chaos.undo.Commands;
import chaos.undo.Mark;
import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import environments.Part;
import environments.Preparation;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The database's disk is full: a file of nobody's takes all that was left of the small file system
 * that its data are on. It is made and removed by commands in the database's container, or in one
 * with its volumes where that has ended.
 */
final class DiskFull extends PartFault {
  private static final String DATA = "/var/lib/mysql";
  private static final String FILLER = DATA + "/" + Mark.TEXT + "-filler";

  /** Until nothing fits any more, which is how it ends. */
  private static final String FILL =
      "docker exec \"$0\" sh -c 'dd if=/dev/zero of=\"$0\" bs=1M 2>/dev/null;"
          + " dd if=/dev/zero bs=4k 2>/dev/null >>\"$0\"; [ -s \"$0\" ]' \"$1\"";

  private static final String REMOVE =
      "docker exec \"$0\" rm -f \"$1\" 2>/dev/null || ! docker inspect \"$0\" >/dev/null 2>&1"
          + " || docker run --rm --volumes-from \"$0\" --entrypoint rm"
          + " \"$(docker inspect --format '{{.Config.Image}}' \"$0\")\" -f \"$1\"";

  private static final String LOOK =
      "docker exec \"$0\" sh -c '[ ! -e \"$0\" ] || echo \"$0 fills the disk\"' \"$1\" 2>/dev/null"
          + " || true";

  DiskFull() {
    super(Part.Kind.DATABASE, "disk-full", "nothing fits on the disk under its data any more");
  }

  @Override
  public Set<Preparation> preparations() {
    return Set.of(Preparation.SMALL_DISK);
  }

  @Override
  public Optional<String> refusal(Site site) {
    return super.refusal(site).or(() -> Preparation.SMALL_DISK.refusal(site.environment()));
  }

  @Override
  Injection prepare(Site site, Part part) {
    String container = part.container().orElse("");
    return new PartInjection(part, new RoomWitness(part)) {
      @Override
      public List<Undo> undos() {
        return List.of(new Undo.RunCommand(command(REMOVE), command(LOOK)));
      }

      private List<String> command(String script) {
        return List.of("sh", "-c", script, container, FILLER);
      }

      @Override
      public void inject() throws FaultFailed, InterruptedException {
        if (RoomWitness.mebibytes(part) > RoomWitness.SMALL_MIB) {
          throw new FaultFailed("the database was started without a small disk of its own");
        }
        try {
          Commands.Result filled = Commands.run(command(FILL));
          if (!filled.succeeded()) {
            throw new FaultFailed("its disk can't be filled: " + filled.reason());
          }
        } catch (UndoFailed e) {
          throw new FaultFailed("its disk can't be filled: " + e.getMessage(), e);
        }
      }

      // A server that could not bear it has ended.
      @Override
      public void repair() throws FaultFailed {
        startAgain();
      }
    };
  }

  /** Asks the kernel, in the database's own view of its files, how much fits on their disk. */
  private record RoomWitness(Part database) implements Witness {
    /** A disk with more is not only the database's. */
    static final long SMALL_MIB = 1_024;

    @Override
    public String source() {
      return "statfs of the database's " + DATA;
    }

    @Override
    public String look() {
      return mebibytes(database) + " MiB fit on it";
    }

    /**
     * As much as can be where nobody runs who could see it: that shows nothing. By the older class
     * of files, as the newer looks for the mount, which this process does not have.
     */
    static long mebibytes(Part database) {
      File data = new File("/proc/" + database.pid().orElse(0) + "/root" + DATA);
      return data.isDirectory() ? data.getUsableSpace() >> 20 : Long.MAX_VALUE >> 20;
    }

    @Override
    public boolean fired(String before, String during) {
      return Witness.number(before) > 0 && Witness.number(during) == 0;
    }
  }
}
