package chaos.faults;

import chaos.undo.ControlGroups;
import chaos.undo.Mark;
import chaos.undo.Undo;
import environments.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Somebody else fills a pod's memory, until the kernel has to kill the pod: a hungry program in the
 * pod's control group. The pod is made the first that the kernel chooses, as to protect the program
 * instead needs a privilege that not every machine gives to root.
 */
final class OutOfMemory extends PartFault {
  /** It ends by itself where nobody ends it. */
  private static final String SECONDS_MAX = "120";

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
    Path food = site.work().resolve(Mark.TEXT + "-memory-" + UUID.randomUUID());
    Optional<Path> group =
        ControlGroups.file(process.pid(), "memory", "cgroup.procs").map(Path::getParent);
    return new PartInjection(part, new KillWitness(process, group)) {
      @Override
      public List<Undo> undos() {
        // By name, as there is no number before there is a process; the pattern is not its own.
        String name = food.getFileName().toString();
        String pattern = "[" + name.charAt(0) + "]" + name.substring(1);
        return List.of(
            new Undo.RunCommand(
                List.of("sh", "-c", "pkill -KILL -f \"$0\"; [ $? -le 1 ]", pattern),
                List.of("sh", "-c", "pgrep -f \"$0\" || true", pattern)),
            new Undo.RemoveFile(food),
            chosenAsBefore(process));
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
          eat(of.resolve("cgroup.procs"), food);
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
    List<String> which = List.of(Long.toString(process.pid()), Long.toString(process.startTime()));
    String set = IS_MEANT + " && echo " + bias(process) + " > /proc/$0/oom_score_adj || true";
    String look =
        IS_MEANT
            + " && [ \"$(cat /proc/$0/oom_score_adj)\" = "
            + CHOSEN_FIRST
            + " ] && echo \"process $0 is the first to be killed\" || true";
    return new Undo.RunCommand(shell(set, which), shell(look, which));
  }

  private static String bias(TargetProcess process) {
    try {
      return Files.readString(choice(process)).strip();
    } catch (IOException e) {
      return "0"; // It is gone already.
    }
  }

  private static List<String> shell(String script, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script));
    command.addAll(arguments);
    return command;
  }

  private static void demandLimit(Path group) throws IOException, FaultFailed {
    Path v1 = group.resolve("memory.limit_in_bytes");
    String limit = Files.readString(Files.exists(v1) ? v1 : group.resolve("memory.max")).strip();
    if (limit.equals("max") || Long.parseLong(limit) > LIMIT_MAX) {
      throw new FaultFailed("its control group has no limit of memory");
    }
  }

  private static void eat(Path members, Path food) throws IOException {
    new ProcessBuilder(
            "setsid",
            "timeout",
            "-s",
            "KILL",
            SECONDS_MAX,
            "sh",
            "-c",
            JOIN_AND_EAT,
            members.toString(),
            food.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Reads how often the kernel has killed in the group, and whether the process is gone. */
  private record KillWitness(TargetProcess process, Optional<Path> group) implements Witness {
    @Override
    public String source() {
      return "oom_kill of the control group";
    }

    @Override
    public String look() {
      String state = process.now().isPresent() ? "runs" : "is gone";
      return "%d kills by the kernel, and %s %s".formatted(kills(), process.part(), state);
    }

    private long kills() {
      return group.stream()
          .flatMap(of -> Stream.of("memory.oom_control", "memory.events").map(of::resolve))
          .filter(Files::isReadable)
          .flatMap(KillWitness::lines)
          .filter(line -> line.startsWith("oom_kill "))
          .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
          .findFirst()
          .orElse(0);
    }

    private static Stream<String> lines(Path file) {
      try {
        return Files.readAllLines(file).stream();
      } catch (IOException e) {
        // The group went with its last process.
        return Stream.of();
      }
    }

    @Override
    public boolean fired(String before, String during) {
      return number(during) > number(before) && during.endsWith("is gone");
    }

    private static long number(String seen) {
      return Long.parseLong(seen.substring(0, seen.indexOf(' ')));
    }
  }
}
