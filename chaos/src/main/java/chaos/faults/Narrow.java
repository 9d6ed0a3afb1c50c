package chaos.faults;

import java.util.SplittableRandom;

/** Little fits through a link at a time. */
final class Narrow extends LinkFault {
  private final int kilobytesPerSecond;

  Narrow(String link, int kilobytesPerSecond) {
    super(link, "narrow", "answers come at %d KB a second".formatted(kilobytesPerSecond));
    this.kilobytesPerSecond = kilobytesPerSecond;
  }

  @Override
  Toxic toxic(SplittableRandom random) {
    return new Toxic("bandwidth", "downstream", "\"rate\":" + kilobytesPerSecond);
  }

  /** A page of some kilobytes takes its time; it took some milliseconds before. */
  @Override
  Witness witness(LinkProbe probe) {
    return probe.later("in", 40);
  }
}
