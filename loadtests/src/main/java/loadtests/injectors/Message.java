package loadtests.injectors;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import loadtests.record.Counts;
import loadtests.record.Place;

/**
 * What an injector says to the coordinator: a line on its standard output each, told from what else
 * is printed there by a mark. In the other direction there are two words only: {@value #LOOK},
 * which is answered at once, and {@value #BEGIN} with the origin in epoch milliseconds. The end of
 * its standard input ends an injector.
 */
sealed interface Message {
  /** Asks for a {@link Seen}. */
  String LOOK = "look";

  /** Agrees on the instant at which the first phase begins. */
  String BEGIN = "begin";

  /** What our lines are told from others by. */
  String MARK = "@injector ";

  /**
   * It is ready to send.
   *
   * @param leadInMillis how long before the first phase it has to be told
   */
  record Ready(long leadInMillis, Place place) implements Message {}

  /**
   * The answer to {@value Message#LOOK}.
   *
   * @param micros its clock, microseconds since 1970
   * @param people simulated people at work
   */
  record Seen(long micros, int people) implements Message {}

  /** Its load is over and its files are closed; {@code courses} are the ids of those touched. */
  record Over(Counts counts, Set<Long> courses) implements Message {}

  /** The line that says it, without its end. */
  default String line() {
    return MARK
        + switch (this) {
          case Ready ready ->
              "ready %d %s %s"
                  .formatted(ready.leadInMillis(), ready.place().machine(), ready.place().cpus());
          case Seen seen -> "seen %d %d".formatted(seen.micros(), seen.people());
          case Over over ->
              "over %d %d %s"
                  .formatted(
                      over.counts().requested(),
                      over.counts().answered(),
                      new TreeSet<>(over.courses())
                          .stream().map(String::valueOf).collect(Collectors.joining(",")));
        };
  }

  /** What a line says; empty where it is none of ours, or is damaged. */
  static Optional<Message> of(String line) {
    int mark = line.indexOf(MARK);
    if (mark < 0) {
      return Optional.empty();
    }
    List<String> words = List.of(line.substring(mark + MARK.length()).split(" ", -1));
    try {
      return switch (words.getFirst()) {
        case "ready" ->
            Optional.of(
                new Ready(Long.parseLong(words.get(1)), new Place(words.get(2), words.get(3))));
        case "seen" ->
            Optional.of(new Seen(Long.parseLong(words.get(1)), Integer.parseInt(words.get(2))));
        case "over" ->
            Optional.of(
                new Over(
                    new Counts(Long.parseLong(words.get(1)), Long.parseLong(words.get(2))),
                    courses(words.get(3))));
        default -> Optional.empty();
      };
    } catch (NumberFormatException | IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  private static Set<Long> courses(String ids) {
    return Arrays.stream(ids.split(",", -1))
        .filter(id -> !id.isEmpty())
        .map(Long::valueOf)
        .collect(Collectors.toSet());
  }

  /** This process's clock, microseconds since 1970. */
  static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
