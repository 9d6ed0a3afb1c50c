package lms.quizzes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShuffleTest {
  @Test
  void givesTheSameOrderForTheSameSeed() {
    var quiz = QuizExamples.quiz(true, 16);
    assertThat(new Shuffle(quiz, 42).questions(quiz))
        .isEqualTo(new Shuffle(quiz, 42).questions(quiz))
        .containsExactlyInAnyOrderElementsOf(quiz.questions());
  }

  @Test
  void keepsItsOrderFromOneReleaseToTheNext() {
    var quiz = QuizExamples.quiz(true, 8);
    assertThat(new Shuffle(quiz, 42).questions(quiz).stream().map(Question::id))
        .containsExactly(5L, 8L, 2L, 1L, 7L, 3L, 6L, 4L);
  }

  @Test
  void givesNeighbouringSeedsOtherOrders() {
    var quiz = QuizExamples.quiz(true, 16);
    Set<List<Question>> orders = new HashSet<>();
    for (int seed = 0; seed < 1_000; seed++) {
      orders.add(new Shuffle(quiz, seed).questions(quiz));
    }
    assertThat(orders).hasSize(1_000);
  }

  @Test
  void shufflesTheOptionsOfEachQuestionByItself() {
    var quiz = QuizExamples.quiz(true, 16);
    var shuffle = new Shuffle(quiz, 1);
    Set<List<Question.Option>> orders = new HashSet<>();
    quiz.questions().forEach(question -> orders.add(shuffle.options(question)));
    assertThat(orders).hasSizeGreaterThan(8);
  }

  @Test
  void putsEveryQuestionFirstAboutEquallyOften() {
    var quiz = QuizExamples.quiz(true, 4);
    int[] first = new int[5];
    for (int seed = 0; seed < 4_000; seed++) {
      first[(int) new Shuffle(quiz, seed).questions(quiz).getFirst().id()]++;
    }
    // 1,000 expected each; six standard deviations are 164.
    for (int id = 1; id <= 4; id++) {
      assertThat(first[id]).isBetween(836, 1_164);
    }
  }

  @Test
  void keepsTheAuthorsOrderWhereAQuizIsNotShuffled() {
    var quiz = QuizExamples.quiz(false, 16);
    var shuffle = new Shuffle(quiz, 42);
    assertThat(shuffle.questions(quiz)).isEqualTo(quiz.questions());
    assertThat(shuffle.options(quiz.questions().getFirst())).isEqualTo(QuizExamples.LETTERS);
  }
}
