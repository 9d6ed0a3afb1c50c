package loadtests.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import loadtests.learners.Learner;
import loadtests.learners.SeedData;
import loadtests.learners.Seeded;
import loadtests.plan.Kind;
import loadtests.plan.Load;
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
  void haveAnExamEach() {
    var learners = Learners.choose(data, Load.ONE_POD.withUsers(20), 0, "run");

    assertThat(learners.exams()).hasSize(20).containsOnly(learners.exams().getFirst());
  }

  @Test
  void knowHowManyCoursesTheyTouched() {
    var learners = Learners.choose(data, Load.ONE_POD.withUsers(20), 0, "run");
    assertThat(learners.coursesTouched()).isZero();

    learners.all().forEach(learner -> assertThat(learner.next(Kind.COURSE_PAGE)).isNotNull());

    assertThat(learners.coursesTouched()).isBetween(3L, 5L);
  }

  @Test
  void leaveAccountsOfTheirOwnToOthers() {
    var learners = Learners.choose(data, Load.ONE_POD.withUsers(20), 10, "run");

    assertThat(learners.others()).hasSize(10);
    assertThat(learners.others().stream().map(Learner::id))
        .doesNotContainAnyElementsOf(learners.all().stream().map(Learner::id).toList());
  }

  @Test
  void areRefusedWhereTheDataHaveTooFew() {
    assertThatThrownBy(() -> Learners.choose(data, Load.ONE_POD.withUsers(51), 0, "run"))
        .isInstanceOf(TooFewLearners.class)
        .hasMessage(
            "the seeded data have 50 learners with a quiz, and users is 51; ask for fewer users or"
                + " a larger size");
  }

  private List<Long> ids(Load load) {
    return Learners.choose(data, load, 0, "run").all().stream().map(Learner::id).toList();
  }
}
