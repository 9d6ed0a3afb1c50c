package loadtests.plan;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The planned instants of an open phase: exactly rate x duration / k journeys of k requests, at
 * instants drawn uniformly over the phase and sorted, which is a Poisson process given its count.
 *
 * <p>Offsets are whole milliseconds from the beginning of the phase, 0 up to its duration
 * exclusive.
 */
public final class Schedule {
  private final Duration duration;
  private final int requestsPerJourney;
  private final int[] offsetsMillis;

  private Schedule(Duration duration, int requestsPerJourney, int[] offsetsMillis) {
    this.duration = duration;
    this.requestsPerJourney = requestsPerJourney;
    this.offsetsMillis = offsetsMillis;
  }

  /** The schedule that {@code random} draws; the same generator state draws the same one. */
  public static Schedule draw(
      double requestsPerSecond, Duration duration, int requestsPerJourney, RandomGenerator random) {
    int journeys = journeys(requestsPerSecond, duration, requestsPerJourney);
    return new Schedule(duration, requestsPerJourney, uniform(journeys, duration, random));
  }

  /**
   * A part of a phase with a rate of its own.
   *
   * @param requestsPerSecond in it
   * @param duration of it
   */
  public record Stretch(double requestsPerSecond, Duration duration) {}

  /** Stretches one after the other, each drawn for itself. */
  public static Schedule draw(
      List<Stretch> stretches, int requestsPerJourney, RandomGenerator random) {
    IntStream offsets = IntStream.empty();
    Duration begin = Duration.ZERO;
    for (Stretch stretch : stretches) {
      Schedule own =
          draw(stretch.requestsPerSecond(), stretch.duration(), requestsPerJourney, random);
      int before = Math.toIntExact(begin.toMillis());
      offsets =
          IntStream.concat(
              offsets, Arrays.stream(own.offsetsMillis).map(offset -> before + offset));
      begin = begin.plus(stretch.duration());
    }
    return new Schedule(begin, requestsPerJourney, offsets.toArray());
  }

  /** {@code count} starts of one request each, drawn uniformly over the phase. */
  public static Schedule herd(int count, Duration duration, RandomGenerator random) {
    return new Schedule(duration, 1, uniform(count, duration, random));
  }

  /** {@code count} starts of one request each, evenly spaced over the phase. */
  public static Schedule even(int count, Duration duration) {
    int[] offsets = new int[count];
    for (int i = 0; i < count; i++) {
      offsets[i] = (int) (duration.toMillis() * i / count);
    }
    return new Schedule(duration, 1, offsets);
  }

  /** How many journeys of {@code requestsPerJourney} requests make up the rate. */
  public static int journeys(double requestsPerSecond, Duration duration, int requestsPerJourney) {
    double requests = requestsPerSecond * duration.toMillis() / 1000.0;
    return (int) Math.round(requests / requestsPerJourney);
  }

  private static int[] uniform(int count, Duration duration, RandomGenerator random) {
    int[] offsets = new int[count];
    for (int i = 0; i < count; i++) {
      offsets[i] = random.nextInt((int) duration.toMillis());
    }
    Arrays.sort(offsets);
    return offsets;
  }

  /** The instants of a shard alone, numbered anew from 0. */
  public Schedule of(Shard shard) {
    int[] own = new int[shard.size(offsetsMillis.length)];
    for (int nth = 0; nth < own.length; nth++) {
      own[nth] = offsetsMillis[shard.number(nth)];
    }
    return new Schedule(duration, requestsPerJourney, own);
  }

  /** The number of journeys. */
  public int journeys() {
    return offsetsMillis.length;
  }

  /** The number of requests in each journey. */
  public int requestsPerJourney() {
    return requestsPerJourney;
  }

  /** Over which time the journeys begin. */
  public Duration span() {
    return duration;
  }

  /** The instant of journey {@code index}, in milliseconds from the beginning of the phase. */
  public int offsetMillis(int index) {
    return offsetsMillis[index];
  }

  /** All instants, ascending. */
  public int[] offsetsMillis() {
    return offsetsMillis.clone();
  }

  /**
   * How long before the phase an even ramp of the same length and number has to begin, so that each
   * of its users is there {@code margin} before its own instant.
   */
  public Duration lead(Duration margin) {
    long latest = 0;
    for (int i = 0; i < offsetsMillis.length; i++) {
      long started = duration.toMillis() * (i + 1) / offsetsMillis.length;
      latest = Math.max(latest, started - offsetsMillis[i]);
    }
    return margin.plusMillis(latest);
  }
}
