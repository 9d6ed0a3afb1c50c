package chaos.faults;

import static environments.Part.Kind.DATABASE;
import static environments.Part.Kind.EDGE;
import static environments.Part.Kind.POD;
import static environments.Part.Kind.REDIS;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The list of all faults, the control first. */
public final class Faults {
  /** Every fault there is. */
  public static final List<Fault> ALL =
      List.of(
          new NoFault(),
          new Killed(POD),
          new Stopped(POD, "stopped"),
          new Frozen(POD),
          new Replaced(),
          new BadDeployment(),
          new CpuStolen(),
          new CpuThrottled(),
          new OutOfMemory(),
          new ClockSkewed(),
          new DnsFailing(),
          new Killed(DATABASE),
          new Frozen(DATABASE),
          new Restarted(DATABASE),
          new Stopped(DATABASE, "gone"),
          new DiskSlow(),
          new DiskFull(),
          new Slow("database"),
          new Narrow("database", 256),
          new Refusing("database"),
          new Reset("database"),
          new BlackHole("database"),
          new CutMidway("database"),
          new PacketLoss(),
          new PoolExhausted(),
          new CommitAnswerCut(),
          new Killed(REDIS),
          new Frozen(REDIS),
          new Restarted(REDIS),
          new Stopped(REDIS, "gone"),
          new Slow("redis"),
          new Refusing("redis"),
          new BlackHole("redis"),
          new CutMidway("redis"),
          new Killed(EDGE),
          new Slow("edge"),
          new Narrow("edge", 12),
          new SlowClose("edge"),
          new Reset("edge"),
          new BlackHole("edge"),
          new AnswerCutFault("enrolment", Pattern.compile("POST /api/courses/\\d+/enrolment")),
          new AnswerCutFault("submission", Pattern.compile("POST /api/attempts/\\d+/submission")));

  private Faults() {}

  /** The fault of a name, if there is one. */
  public static Optional<Fault> named(String name) {
    return ALL.stream().filter(fault -> fault.name().equals(name)).findFirst();
  }
}
