package chaos.faults;

import environments.Link;
import java.util.SplittableRandom;

/** Who closes a connection is heard of late at the other end. */
final class SlowClose extends LinkFault {
  private static final int DELAY_MILLIS = 1_000;

  SlowClose(String link) {
    super(link, "slow-close", "connections close %d ms late".formatted(DELAY_MILLIS));
  }

  @Override
  Toxic toxic(SplittableRandom random) {
    return new Toxic("slow_close", "downstream", "\"delay\":" + DELAY_MILLIS);
  }

  @Override
  Witness witness(Site site, Link found) {
    return LinkProbe.of(site, found).later("in", DELAY_MILLIS / 2);
  }
}
