package chaos.faults;

import environments.Link;
import java.util.SplittableRandom;

/** Everything comes back late over a link, and not equally late. */
final class Slow extends LinkFault {
  private static final int LATENCY_MILLIS = 200;
  private static final int JITTER_MILLIS = 50;

  Slow(String link) {
    super(
        link,
        "slow",
        "answers come %d ms late, give or take %d".formatted(LATENCY_MILLIS, JITTER_MILLIS));
  }

  @Override
  Toxic toxic(SplittableRandom random) {
    return new Toxic(
        "latency",
        "downstream",
        "\"latency\":%d,\"jitter\":%d".formatted(LATENCY_MILLIS, JITTER_MILLIS));
  }

  @Override
  Witness witness(Site site, Link found) {
    return LinkProbe.of(site, found).later("after", (LATENCY_MILLIS - JITTER_MILLIS) / 2);
  }
}
