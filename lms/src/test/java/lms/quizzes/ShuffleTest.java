package lms.quizzes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShuffleTest {
  @Test
  void givesTheSameOrderForTheSameSeed() {
    List<Question> questions = questions(16);
    assertThat(new Shuffle(true, 42).questions(questions))
        .isEqualTo(new Shuffle(true, 42).questions(questions))
        .containsExactlyInAnyOrderElementsOf(questions);
  }

  @Test
  void keepsItsOrderFromOneReleaseToTheNext() {
    assertThat(new Shuffle(true, 42).questions(questions(8)).stream().map(Question::id))
        .containsExactly(5L, 8L, 2L, 1L, 7L, 3L, 6L, 4L);
  }

  @Test
  void givesNeighbouringSeedsOtherOrders() {
    List<Question> questions = questions(16);
    Set<List<Question>> orders = new HashSet<>();
    for (int seed = 0; seed < 1_000; seed++) {
      orders.add(new Shuffle(true, seed).questions(questions));
    }
    assertThat(orders).hasSize(1_000);
  }

  @Test
  void shufflesTheOptionsOfEachQuestionByItself() {
    var shuffle = new Shuffle(true, 1);
    Set<List<Question.Option>> orders = new HashSet<>();
    questions(16).forEach(question -> orders.add(shuffle.options(question)));
    assertThat(orders).hasSizeGreaterThan(8);
  }

  @Test
  void putsEveryQuestionFirstAboutEquallyOften() {
    List<Question> questions = questions(4);
    int[] first = new int[5];
    for (int seed = 0; seed < 4_000; seed++) {
      first[(int) new Shuffle(true, seed).questions(questions).getFirst().id()]++;
    }
    // 1,000 expected each; six standard deviations are 164.
    for (int id = 1; id <= 4; id++) {
      assertThat(first[id]).isBetween(836, 1_164);
    }
  }

  @Test
  void keepsTheAuthorsOrderWhereAQuizIsNotShuffled() {
    List<Question> questions = questions(16);
    var shuffle = new Shuffle(false, 42);
    assertThat(shuffle.questions(questions)).isEqualTo(questions);
    assertThat(shuffle.options(questions.getFirst())).isEqualTo(QuizExamples.LETTERS);
  }

  private static List<Question> questions(int count) {
    return QuizExamples.content(count).questions();
  }
}
