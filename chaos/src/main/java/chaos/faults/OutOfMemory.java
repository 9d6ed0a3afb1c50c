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
 * Somebody else fills a pod's memory, until the kernel has to kill the pod: a hungry program in the
 * pod's control group. The pod is made the first that the kernel chooses, as to protect the program
 * instead needs a privilege that not every machine gives to root.
 */
final class OutOfMemory extends PartFault {
  /** A group with more has no limit worth the name, and the machine would be filled. */
  private static final long LIMIT_MAX = 8L << 30;

  private static final String JOIN_AND_EAT = "echo $$ > \"$0\" && exec tail \"$1\"";
  private static final String CHOSEN_FIRST = "1000";

  /** Only where the process that is meant still has the number. */
  private static final String IS_MEANT = "[ \"$(cut -d' ' -f22 /proc/$0/stat 2>&1)\" = \"$1\" ]";

  OutOfMemory() {
    super(Part.Kind.POD, "out-of-memory", "the pod's memory is filled until the kernel kills it");
  }

  @Override
  public Optional<String> refusal(Site site) {
    return super.refusal(site).or(() -> CpuThrottled.ofGroups(site));
  }

  @Override
  Injection prepare(Site site, Part part) {
    TargetProcess process = TargetProcess.of(part);
    MarkedProgram hungry = MarkedProgram.of("memory");
    Path food = site.work().resolve(hungry.mark());
    Optional<Path> group =
        ControlGroups.file(process.pid(), "memory", "cgroup.procs").map(Path::getParent);
    return new PartInjection(part, new KillWitness(process, group, ofMachine())) {
      @Override
      public List<Undo> undos() {
        return List.of(hungry.undo(), new Undo.RemoveFile(food), chosenAsBefore(process));
      }

      @Override
      public void inject() throws FaultFailed {
        Path of =
            group.orElseThrow(
                () -> new FaultFailed(part.name() + " has no control group for memory"));
        try {
          demandLimit(of);
          Files.writeString(choice(process), CHOSEN_FIRST);
          Files.createSymbolicLink(food, Path.of("/dev/zero"));
          hungry.start(
              List.of(
                  "sh",
                  "-c",
                  JOIN_AND_EAT,
                  of.resolve("cgroup.procs").toString(),
                  food.toString()));
        } catch (IOException e) {
          throw new FaultFailed("its memory can't be filled: " + e.getMessage(), e);
        }
      }

      @Override
      public void repair() throws FaultFailed {
        startAgain();
      }
    };
  }

  /** The kernel's bias when it has to choose. */
  private static Path choice(TargetProcess process) {
    return Path.of("/proc/" + process.pid() + "/oom_score_adj");
  }

  private static Undo chosenAsBefore(TargetProcess process) {
    String pid = Long.toString(process.pid());
    String started = Long.toString(process.startTime());
    String set = IS_MEANT + " && echo " + bias(process) + " > /proc/$0/oom_score_adj || true";
    String look =
        IS_MEANT
            + " && [ \"$(cat /proc/$0/oom_score_adj)\" = "
            + CHOSEN_FIRST
            + " ] && echo \"process $0 is the first to be killed\" || true";
    return new Undo.RunCommand(
        List.of("sh", "-c", set, pid, started), List.of("sh", "-c", look, pid, started));
  }

  private static String bias(TargetProcess process) {
    try {
      return Files.readString(choice(process)).strip();
    } catch (IOException e) {
      return "0"; // It is gone already.
    }
  }

  private static void demandLimit(Path group) throws IOException, FaultFailed {
    Path v1 = group.resolve("memory.limit_in_bytes");
    String limit = Files.readString(Files.exists(v1) ? v1 : group.resolve("memory.max")).strip();
    if (limit.equals("max") || Long.parseLong(limit) > LIMIT_MAX) {
      throw new FaultFailed("its control group has no limit of memory");
    }
  }

  /** How often the kernel has killed on this machine since it started, to have memory again. */
  private static long ofMachine() {
    return counted(Path.of("/proc/vmstat")).findFirst().orElse(0L);
  }

  private static long ofGroup(Path group) {
    return Stream.of("memory.oom_control", "memory.events")
        .flatMap(name -> counted(group.resolve(name)))
        .findFirst()
        .orElse(0L);
  }

  private static Stream<Long> counted(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith("oom_kill "))
          .map(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)));
    } catch (IOException e) {
      return Stream.of(); // It is of the other version of control groups, or its group is gone.
    }
  }

  /**
   * Reads how often the kernel has killed in the group, and whether the process is gone. A cluster
   * removes the group with its last process: then what it has killed on the machine since counts.
   *
   * @param ofMachineBefore how often it had killed there before
   */
  private record KillWitness(TargetProcess process, Optional<Path> group, long ofMachineBefore)
      implements Witness {
    @Override
    public String source() {
      return "oom_kill of the control group, and of the machine where the group is gone";
    }

    @Override
    public String look() {
      String state = process.now().isPresent() ? "runs" : "is gone";
      return "%d kills by the kernel, and %s %s".formatted(kills(), process.part(), state);
    }

    private long kills() {
      return group
          .filter(Files::isDirectory)
          .map(OutOfMemory::ofGroup)
          .orElseGet(() -> ofMachine() - ofMachineBefore);
    }

    @Override
    public boolean fired(String before, String during) {
      return Witness.number(during) > Witness.number(before) && during.endsWith("is gone");
    }
  }
}
