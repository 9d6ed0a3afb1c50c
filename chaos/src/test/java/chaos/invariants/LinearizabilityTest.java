package chaos.invariants;

import static chaos.invariants.Linearizability.Result.LINEARIZABLE;
import static chaos.invariants.Linearizability.Result.NOT_LINEARIZABLE;
import static chaos.invariants.Linearizability.Result.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reports.run.LedgerEntry.Outcome;

final class LinearizabilityTest {
  private static final int STATES = 100_000;

  @Test
  void whatHappensOneAfterTheOtherIsExplained() {
    assertThat(check(look(0, 1, false), enrolled(2, 3, "a"), look(4, 5, true)))
        .isEqualTo(LINEARIZABLE);
  }

  @Test
  void aLookThatMissesAnAcknowledgedEnrolmentIsCaught() {
    assertThat(check(enrolled(0, 1, "a"), look(2, 3, false))).isEqualTo(NOT_LINEARIZABLE);
  }

  @Test
  void aLookThatOverlapsTheEnrolmentMaySeeEither() {
    assertThat(check(enrolled(0, 5, "a"), look(1, 2, false))).isEqualTo(LINEARIZABLE);
    assertThat(check(enrolled(0, 5, "a"), look(1, 2, true))).isEqualTo(LINEARIZABLE);
  }

  @Test
  void whatWasSeenOnceIsNotUnseen() {
    assertThat(check(enrolled(0, 9, "a"), look(1, 2, true), look(3, 4, false)))
        .isEqualTo(NOT_LINEARIZABLE);
  }

  @Test
  void twoKeysAreNotBothAcknowledged() {
    assertThat(check(enrolled(0, 5, "a"), enrolled(1, 6, "b"))).isEqualTo(NOT_LINEARIZABLE);
  }

  @Test
  void theSameKeyMayBeAcknowledgedAgain() {
    assertThat(check(enrolled(0, 1, "a"), enrolled(2, 3, "a"), look(4, 5, true)))
        .isEqualTo(LINEARIZABLE);
  }

  @Test
  void aRefusalNeedsAnotherKeyThatWasFirst() {
    assertThat(check(enrolled(0, 5, "a"), already(1, 6, "b"))).isEqualTo(LINEARIZABLE);
    assertThat(check(already(0, 1, "b"), enrolled(2, 3, "a"))).isEqualTo(NOT_LINEARIZABLE);
    assertThat(check(enrolled(0, 1, "a"), already(2, 3, "a"))).isEqualTo(NOT_LINEARIZABLE);
  }

  @Test
  void anEnrolmentThatNobodyAnsweredMayHappenLaterOrNever() {
    assertThat(check(open(0, 1, "a"), look(2, 3, false), look(4, 5, true))).isEqualTo(LINEARIZABLE);
    assertThat(check(open(0, 1, "a"), look(2, 3, false), look(4, 5, false)))
        .isEqualTo(LINEARIZABLE);
    assertThat(check(open(0, 1, "a"), look(2, 3, true), look(4, 5, false)))
        .isEqualTo(NOT_LINEARIZABLE);
  }

  @Test
  void nobodySeesAnEnrolmentThatNobodyAskedFor() {
    assertThat(check(look(0, 1, true), look(2, 3, true))).isEqualTo(NOT_LINEARIZABLE);
  }

  @Test
  void aSearchThatTakesTooLongIsUnknownAndNoVerdict() {
    assertThat(Linearizability.check(List.of(enrolled(0, 1, "a"), look(2, 3, false)), 1))
        .isEqualTo(UNKNOWN);
  }

  /** Histories of a right register under many seeds: none is accused. */
  @Test
  void aRightHistoryIsNeverAccusedAndOneLookThatLiesIsAlwaysCaught() {
    for (long seed = 0; seed < 300; seed++) {
      List<Operation> history = right(new SplittableRandom(seed));
      assertThat(Linearizability.check(history, STATES))
          .as("seed %d", seed)
          .isEqualTo(LINEARIZABLE);

      long last = history.stream().mapToLong(Operation::end).max().orElseThrow();
      boolean known =
          history.stream().anyMatch(each -> Boolean.TRUE.equals(each.enrolled()))
              || history.stream()
                  .anyMatch(
                      each ->
                          each.kind().equals(Operation.ENROL)
                              && each.outcome() == Outcome.ACKNOWLEDGED);
      if (known) {
        var lying = new ArrayList<>(history);
        lying.add(look(last + 1, last + 2, false));
        assertThat(Linearizability.check(lying, STATES))
            .as("seed %d with a lie", seed)
            .isEqualTo(NOT_LINEARIZABLE);
      }
    }
  }

  /** Operations take effect at an instant between their begin and their end. */
  private static List<Operation> right(SplittableRandom random) {
    List<Operation> history = new ArrayList<>();
    record Planned(long begin, long at, long end, boolean enrols, String key) {}
    List<Planned> planned = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      long begin = random.nextLong(0, 60);
      long at = begin + random.nextLong(0, 8);
      planned.add(
          new Planned(begin, at, at + random.nextLong(0, 8), random.nextInt(4) == 0, "k" + i));
    }
    planned.sort(Comparator.comparingLong(Planned::at).thenComparing(Planned::key));
    String enrolledBy = null;
    for (Planned each : planned) {
      boolean lost = random.nextInt(5) == 0;
      if (!each.enrols()) {
        history.add(look(each.begin(), each.end(), enrolledBy != null));
      } else if (enrolledBy == null) {
        enrolledBy = each.key();
        history.add(
            lost
                ? open(each.begin(), each.end(), each.key())
                : enrolled(each.begin(), each.end(), each.key()));
      } else {
        history.add(
            lost
                ? open(each.begin(), each.end(), each.key())
                : already(each.begin(), each.end(), each.key()));
      }
    }
    return history;
  }

  private static Linearizability.Result check(Operation... history) {
    return Linearizability.check(List.of(history), STATES);
  }

  private static Operation look(long begin, long end, boolean enrolled) {
    return operation(begin, end, Operation.LOOK, null, Outcome.ACKNOWLEDGED, enrolled);
  }

  private static Operation enrolled(long begin, long end, String key) {
    return operation(begin, end, Operation.ENROL, key, Outcome.ACKNOWLEDGED, null);
  }

  private static Operation already(long begin, long end, String key) {
    return operation(begin, end, Operation.ENROL, key, Outcome.REFUSED, true);
  }

  private static Operation open(long begin, long end, String key) {
    return operation(begin, end, Operation.ENROL, key, Outcome.UNKNOWN, null);
  }

  private static Operation operation(
      long begin,
      long end,
      String kind,
      @Nullable String key,
      Outcome outcome,
      @Nullable Boolean enrolled) {
    return new Operation(
        1, begin, end, 1, kind, 1, "course:2", key, outcome, 200, enrolled, 1L, null);
  }
}
