package loadtests.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import loadtests.learners.Learner;
import loadtests.learners.SeedData;
import loadtests.learners.Seeded;
import loadtests.learners.Step;
import loadtests.plan.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
  private static final int DRAWS = 2_000;
  private static final int BROKEN = 500;
  private static final int BUSY = 503;

  private final Retries four = new Retries(4);
  private final SplittableRandom random = new SplittableRandom(7);
  private final Step write = step(Kind.LESSON_COMPLETION);

  @ParameterizedTest
  @CsvSource({"1,100", "2,200", "3,400", "4,800"})
  void thePauseIsARandomPartOfATimeThatDoubles(int sent, long longest) {
    List<Long> millis = draws(four, sent);
    assertThat(millis)
        .allMatch(each -> each >= 0 && each <= longest)
        .anyMatch(each -> each < longest * 0.1)
        .anyMatch(each -> each > longest * 0.9);
    assertThat(millis.stream().mapToLong(Long::longValue).average().orElseThrow())
        .isBetween(longest * 0.45, longest * 0.55);
  }

  @Test
  void itDoublesUpToTwoSeconds() {
    assertThat(draws(new Retries(10), 10))
        .allMatch(each -> each <= 2_000)
        .anyMatch(each -> each > 1_900);
  }

  @Test
  void theSameSeedPausesTheSame() {
    assertThat(four.pause(write, 3, 0, null, new SplittableRandom(1)))
        .isEqualTo(four.pause(write, 3, 0, null, new SplittableRandom(1)));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "5,5", "6,5", "3600,5"})
  void aBusyPlatformIsObeyedUpToFiveSeconds(String asked, long seconds) {
    assertThat(pause(four, 1, BUSY, asked)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "Wed, 21 Oct 2026 07:28:00 GMT", ""})
  void whatIsNoNumberOfSecondsAsksForNothing(String asked) {
    assertThat(pause(four, 1, BUSY, asked).orElseThrow())
        .isLessThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void onlyA503AsksForAPause() {
    assertThat(pause(four, 1, BROKEN, "5").orElseThrow())
        .isLessThanOrEqualTo(Duration.ofMillis(100));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 302, 400, 404, 409, 429})
  void aWriteWhoseOutcomeIsKnownIsNotSentAgain(int status) {
    assertThat(pause(four, 1, status, "1")).isEmpty();
  }

  @Test
  void itIsSentAgainAsOftenAsItMayAndNotOnceMore() {
    assertThat(pause(four, 4, BROKEN, null)).isPresent();
    assertThat(pause(four, 5, BROKEN, null)).isEmpty();
    assertThat(pause(Retries.NONE, 1, 0, null)).isEmpty();
  }

  @Test
  void whatOnlyReadsIsNotSentAgain() {
    assertThat(four.pause(step(Kind.NOTIFICATIONS), 1, 0, null, random)).isEmpty();
    assertThat(four.pause(step(Kind.SIGN_IN), 1, 0, null, random)).isEmpty();
  }

  private Optional<Duration> pause(
      Retries retries, int sent, int status, @Nullable String retryAfter) {
    return retries.pause(write, sent, status, retryAfter, random);
  }

  private List<Long> draws(Retries retries, int sent) {
    return IntStream.range(0, DRAWS)
        .mapToObj(_ -> pause(retries, sent, BROKEN, null).orElseThrow().toMillis())
        .toList();
  }

  private static Step step(Kind kind) {
    SeedData data = Seeded.small();
    var learner = new Learner(data, data.learners().getFirst(), 1, 0, "run");
    return learner.next(kind);
  }
}
