package loadtests.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import loadtests.learners.Learner;
import loadtests.learners.SeedData;
import loadtests.learners.Seeded;
import loadtests.plan.Kind;
import loadtests.plan.Load;
import loadtests.plan.Shard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnersTest {
  @TempDir private Path folder;
  private SeedData data = Seeded.small();

  @BeforeEach
  void seed() throws IOException {
    Path file = folder.resolve("seed.json");
    Seeded.write(file, 50, 5, 4);
    data = SeedData.read(file);
  }

  @Test
  void areDifferentAccountsDrawnFromTheSeed() {
    Load load = Load.ONE_POD.withUsers(20);

    assertThat(ids(load)).doesNotHaveDuplicates().hasSize(20).isEqualTo(ids(load));
    assertThat(ids(load.withSeed(2))).isNotEqualTo(ids(load));
  }

  @Test
  void ofAllShardsAreThoseOfTheWholeLoadAndNoAccountIsInTwo() {
    Load load = Load.ONE_POD.withUsers(22);
    var whole = Learners.choose(data, load, Shard.WHOLE, "run");
    var found = new HashMap<Long, Learner>();
    for (int index = 0; index < 4; index++) {
      var shard = new Shard(index, 4);
      var own = Learners.choose(data, load, shard, "run");
      assertThat(own.all()).hasSameSizeAs(own.exams());
      for (int nth = 0; nth < own.all().size(); nth++) {
        Learner learner = own.all().get(nth);
        assertThat(learner.id()).isEqualTo(whole.all().get(shard.number(nth)).id());
        assertThat(own.exams().get(nth)).isEqualTo(whole.exams().get(shard.number(nth)));
        assertThat(found.put(learner.id(), learner)).as("in one shard only").isNull();
      }
    }
    assertThat(found).hasSize(22);
    for (Learner learner : whole.all()) {
      assertThat(Objects.requireNonNull(found.get(learner.id())).random().nextLong())
          .as("makes the same choices")
          .isEqualTo(learner.random().nextLong());
    }
  }

  @Test
  void haveAnExamEach() {
    var learners = Learners.choose(data, Load.ONE_POD.withUsers(20), Shard.WHOLE, "run");

    assertThat(learners.exams()).hasSize(20).containsOnly(learners.exams().getFirst());
  }

  @Test
  void knowHowManyCoursesTheyTouched() {
    var learners = Learners.choose(data, Load.ONE_POD.withUsers(20), Shard.WHOLE, "run");
    assertThat(learners.coursesTouched()).isEmpty();

    learners.all().forEach(learner -> assertThat(learner.next(Kind.COURSE_PAGE)).isNotNull());

    assertThat(learners.coursesTouched()).hasSizeBetween(3, 5);
  }

  @Test
  void leaveAccountsOfTheirOwnToOthers() {
    Load load = Load.ONE_POD.withUsers(20);
    List<Learner> others = Learners.beside(data, load, 10, "run");

    assertThat(others).hasSize(10);
    assertThat(others.stream().map(Learner::id)).doesNotContainAnyElementsOf(ids(load));
  }

  @Test
  void areOthersInEachRoundUntilAllHadTheirTurnAndNeverThoseBesideALoad() throws IOException {
    Path file = folder.resolve("more.json");
    Seeded.write(file, 200, 5, 4);
    data = SeedData.read(file);
    Load load = Load.ONE_POD.withUsers(30);
    var met = new HashSet<Long>();
    var beside = new HashSet<Long>();
    for (int round = 0; round < 12; round++) {
      List<Long> own = ids(load.withRound(round));
      assertThat(own).doesNotHaveDuplicates().hasSize(30);
      if (round < 4) {
        assertThat(met).doesNotContainAnyElementsOf(own);
      }
      met.addAll(own);
      for (SeedData.Account account : Learners.accountsBeside(data, load.withRound(round), 5)) {
        assertThat(beside.add(account.id())).as("round %d", round).isTrue();
      }
    }
    assertThat(met).doesNotContainAnyElementsOf(beside).hasSize(136);
  }

  @Test
  void areRefusedWhereTheDataHaveTooFew() {
    assertThatThrownBy(() -> Learners.choose(data, Load.ONE_POD.withUsers(51), Shard.WHOLE, "run"))
        .isInstanceOf(TooFewLearners.class)
        .hasMessage(
            "the seeded data have 50 learners with a quiz, and users is 51; ask for fewer users or"
                + " a larger size");
  }

  private List<Long> ids(Load load) {
    return Learners.choose(data, load, Shard.WHOLE, "run").all().stream().map(Learner::id).toList();
  }
}
