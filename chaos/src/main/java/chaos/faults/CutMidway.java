package chaos.faults;

import environments.Link;
import java.util.SplittableRandom;

/** Connections are cut in the middle of an answer, each after so many bytes. */
final class CutMidway extends LinkFault {
  private static final int BYTES_MIN = 40;
  private static final int BYTES_MAX = 70;

  CutMidway(String link) {
    super(link, "cut-midway", "connections are cut in the middle of an answer");
  }

  /** Fewer bytes than a server's greeting has, so that each new connection is cut as well. */
  @Override
  Toxic toxic(SplittableRandom random) {
    return new Toxic(
        "limit_data", "downstream", "\"bytes\":" + random.nextInt(BYTES_MIN, BYTES_MAX));
  }

  @Override
  Witness witness(Site site, Link found) {
    return LinkProbe.of(site, found).shorter(BYTES_MAX);
  }
}
