package lms.seeding;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random choices that depend on the seed, on what is seeded and on its number, and on nothing else:
 * course 3 is the same in every size.
 */
final class SeedRandom {
  /** What a stream of choices is for. */
  enum Stream {
    PERSON(1),
    COURSE(2),
    LESSON(3),
    QUESTION(4),
    LEARNING(5),
    CERTIFICATE(6);

    private final long salt;

    Stream(long salt) {
      this.salt = salt;
    }
  }

  private final SplittableRandom random;

  SeedRandom(long seed, Stream stream, long number) {
    this.random = new SplittableRandom(mixed(mixed(mixed(seed) + stream.salt) + number));
  }

  /** The finaliser of MurmurHash3 with 64 bits, so that neighbours have nothing in common. */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return z ^ (z >>> 33);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** From {@code least} to {@code most}, both included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  double fraction() {
    return random.nextDouble();
  }

  long any() {
    return random.nextLong();
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Sixteen hexadecimal digits. */
  String token() {
    return HexFormat.of().toHexDigits(random.nextLong());
  }
}
