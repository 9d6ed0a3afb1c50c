package lms.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedTest {
  private static final Instant BEGIN = Instant.parse("2026-11-26T10:00:00Z");
  private static final Position.Key KEY = new Position.Key(1, 1);
  private static final int LENGTH = 600;

  private static Position at(int second) {
    return Position.at(KEY, 1, LENGTH, second);
  }

  private static Instant after(double seconds) {
    return BEGIN.plusMillis((long) (seconds * 1000));
  }

  private static Watched begun() {
    return Watched.NOTHING.after(at(0), BEGIN);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 19, 60, 600, 86_400})
  void isNotAllAfterAJumpToTheEnd(int length) {
    Watched jumped =
        Watched.NOTHING
            .after(Position.at(KEY, 1, length, 0), BEGIN)
            .after(Position.at(KEY, 1, length, length), BEGIN.plusMillis(1));

    assertThat(jumped.furthest()).isEqualTo(length);
    assertThat(jumped.isAll(length)).isFalse();
    assertThat(jumped.seconds() * 10L).isLessThanOrEqualTo(length);
  }

  @Test
  void isNotAllByTheFirstReport() {
    assertThat(Watched.NOTHING.after(at(LENGTH), BEGIN).isAll(LENGTH)).isFalse();
  }

  @Test
  void countsNoMoreForManyReportsThanForOne() {
    Watched watched = begun();
    for (int second = 1; second <= LENGTH; second++) {
      watched = watched.after(at(second), after(1));
    }

    assertThat(watched.seconds()).isBetween(20, 22);
  }

  /** Reports every 15 s, each later than it was sent by as much as is put up with. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 1.25, 2})
  void isAllForWhoWatchesAtAnySpeedThatIsOffered(double speed) {
    Random random = new Random(7);
    Watched watched = Watched.NOTHING;
    for (int played = 0; played <= LENGTH / speed; played += 15) {
      int second = (int) (played * speed);
      watched = watched.after(at(second), after(played + 10 * random.nextDouble()));
    }

    assertThat(watched.isAll(LENGTH)).as(watched.toString()).isTrue();
  }

  @Test
  void isAllForWhoHadNoNetworkMeanwhile() {
    assertThat(begun().after(at(LENGTH), after(LENGTH)).isAll(LENGTH)).isTrue();
  }

  @Test
  void isNotAllBeforeTheEndHoweverOftenTheBeginningIsWatched() {
    Watched watched = begun();
    for (int i = 1; i <= 6; i++) {
      watched = watched.after(at(300), after(i * 300 - 1)).after(at(0), after(i * 300));
    }

    assertThat(watched.seconds()).isEqualTo(LENGTH);
    assertThat(watched.isAll(LENGTH)).isFalse();
    assertThat(watched.last()).isZero();
    assertThat(watched.furthest()).isEqualTo(300);
  }

  @Test
  void givesNothingForTheTimeInWhichNobodyWatched() {
    Watched nextDay = begun().after(at(0), after(86_400)).after(at(LENGTH), after(86_401));

    assertThat(nextDay.seconds()).isLessThanOrEqualTo(22);
  }

  @Test
  void countsAllThatReportsWentForwardWhichAreWrittenTogether() {
    Watched watched = begun().after(at(30).then(at(60)).then(at(20)).then(at(45)), after(100));

    assertThat(watched.seconds()).isEqualTo(30 + 30 + 25);
    assertThat(watched.last()).isEqualTo(45);
    assertThat(watched.furthest()).isEqualTo(60);
  }

  @Test
  void canHaveBeenAllOnlyAfterHalfOfItsTime() {
    assertThat(Watched.NOTHING.possibleFrom(LENGTH)).isNull();
    Duration half = Duration.ofSeconds(LENGTH * 95 / 100 / 2 - 10);
    assertThat(begun().possibleFrom(LENGTH)).isEqualTo(BEGIN.plus(half));
  }
}
