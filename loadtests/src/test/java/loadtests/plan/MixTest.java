package loadtests.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MixTest {
  private final Mix mix = Mix.measured();

  @Test
  void keepsToWhatPlatformsMeasured() {
    assertThat(mix.share(Kind.VIDEO_POSITION) + mix.share(Kind.LESSON_COMPLETION))
        .isBetween(0.45, 0.50);
    assertThat(mix.share(Kind.LESSON_PAGE)).isBetween(0.20, 0.25);
    assertThat(mix.share(Kind.QUIZ_ANSWER)).isBetween(0.08, 0.10);
    assertThat(mix.share(Kind.CATALOGUE)).isBetween(0.05, 0.08);
    assertThat(mix.share(Kind.NOTIFICATIONS)).isBetween(0.10, 0.15);
    assertThat(mix.share(Kind.RATING) + mix.share(Kind.CERTIFICATE)).isLessThan(0.01);
    assertThat(mix.share(Kind.SIGN_IN)).isZero();
  }

  @Test
  void sharesAddUpToOne() {
    double sum = 0;
    for (Kind kind : Kind.values()) {
      sum += mix.share(kind);
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  @Test
  void saysWhatThePlatformLacks() {
    assertThat(mix.leftOut()).contains("payment");
  }

  @Test
  void hasTheShareOfWritesThatIsAskedFor() {
    Mix fewer = mix.withWrites(0.2);
    double writes = 0;
    for (Kind kind : Kind.values()) {
      writes += kind.writes() ? fewer.share(kind) : 0;
    }
    assertThat(writes).isCloseTo(0.2, within(1e-12));
    assertThat(fewer.share(Kind.LESSON_PAGE) / fewer.share(Kind.CATALOGUE))
        .isCloseTo(mix.share(Kind.LESSON_PAGE) / mix.share(Kind.CATALOGUE), within(1e-9));
  }

  @Test
  void hasTheShareOfOneKindThatIsAskedFor() {
    Mix more = mix.with(Kind.ENROLMENT, 0.03);

    assertThat(more.share(Kind.ENROLMENT)).isCloseTo(0.03, within(1e-12));
    assertThat(more.share(Kind.QUIZ_ANSWER) / more.share(Kind.LESSON_PAGE))
        .isCloseTo(mix.share(Kind.QUIZ_ANSWER) / mix.share(Kind.LESSON_PAGE), within(1e-9));
    assertThat(more.planned(1_000).values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(1_000);
  }

  @Test
  void plansWholeRequestsThatAddUp() {
    for (int requests : List.of(0, 1, 7, 100, 10_667, 30_000)) {
      var planned = mix.planned(requests);
      assertThat(planned.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(requests);
      planned.forEach(
          (kind, count) ->
              assertThat((double) count).isCloseTo(mix.share(kind) * requests, within(1.0)));
    }
  }

  @Test
  void dealsADeckOfExactlyThePlan() {
    List<Kind> deck = mix.deck(30_000, Seeds.stream(1, "deck", 0));

    assertThat(count(deck)).isEqualTo(mix.planned(30_000));
    assertThat(deck).isEqualTo(mix.deck(30_000, Seeds.stream(1, "deck", 0)));
    assertThat(deck).isNotEqualTo(mix.deck(30_000, Seeds.stream(2, "deck", 0)));
    assertThat(count(deck.subList(0, 3_000)).get(Kind.LESSON_PAGE)).isBetween(560, 760);
  }

  @Test
  void drawsKindsInTheirShares() {
    var random = Seeds.stream(3, "draw", 0);
    var counts = new EnumMap<Kind, Integer>(Kind.class);
    for (int i = 0; i < 100_000; i++) {
      counts.merge(mix.draw(random), 1, Integer::sum);
    }
    for (Kind kind : Kind.values()) {
      assertThat(counts.getOrDefault(kind, 0) / 100_000.0)
          .as(kind.title())
          .isCloseTo(mix.share(kind), within(0.006));
    }
  }

  private static Map<Kind, Integer> count(List<Kind> deck) {
    var counts = new EnumMap<Kind, Integer>(Kind.class);
    deck.forEach(kind -> counts.merge(kind, 1, Integer::sum));
    return counts;
  }
}
