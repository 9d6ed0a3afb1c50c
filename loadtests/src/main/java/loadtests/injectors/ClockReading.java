package loadtests.injectors;

/**
 * How far another process's clock was off, asked for once: its answer lay somewhere between
 * question and receipt, so its clock minus ours is known to within half of that time (Cristian,
 * Probabilistic clock synchronization, 1989).
 *
 * @param offsetMillis its clock minus ours
 * @param errorMillis how far from the truth that may be
 */
record ClockReading(double offsetMillis, double errorMillis) {
  private static final double MICROS_PER_MILLI = 1_000;

  /** What an answer says; all are microseconds since 1970. */
  static ClockReading of(long askedMicros, long theirMicros, long receivedMicros) {
    double middle = (askedMicros + receivedMicros) / 2.0;
    double half = Math.max(0, receivedMicros - askedMicros) / 2.0;
    return new ClockReading((theirMicros - middle) / MICROS_PER_MILLI, half / MICROS_PER_MILLI);
  }

  /** The most that the clock may have been off. */
  double worstMillis() {
    return Math.abs(offsetMillis) + errorMillis;
  }
}
