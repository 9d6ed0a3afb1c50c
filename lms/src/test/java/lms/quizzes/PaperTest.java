package lms.quizzes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaperTest {
  private static final QuizContent POOLS =
      new QuizContent(
          joined(
              QuizExamples.pool("", 0, 2),
              QuizExamples.pool("easy", 2, 6),
              QuizExamples.pool("hard", 8, 3)),
          Map.of("easy", 2, "hard", 5));

  private static final Quiz QUIZ = new Quiz(1, 1, 0, false, QuizExamples.settings(null, 0));

  @Test
  void drawsSoManyOfEachPoolTheSameForTheSameSeed() {
    Set<Set<Long>> drawn = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      List<Long> ids = ids(Paper.of(QUIZ, POOLS, seed));
      assertThat(ids).isEqualTo(ids(Paper.of(QUIZ, POOLS, seed)));
      assertThat(ids).hasSize(7).doesNotHaveDuplicates().contains(1L, 2L, 9L, 10L, 11L);
      assertThat(ids).filteredOn(id -> id > 2 && id < 9).hasSize(2);
      drawn.add(Set.copyOf(ids));
    }
    assertThat(drawn).as("all pairs of six").hasSize(15);
    assertThat(POOLS.size()).isEqualTo(7);
    assertThat(POOLS.maxScore()).isEqualTo(7);
  }

  @Test
  void takesKeysAndPointsOfANewerRevisionButAsksWhatItAsked() {
    Question asked = QuizExamples.pool("", 0, 1).getFirst();
    Question corrected =
        new Question(
            1, 5, QuestionKind.SINGLE, "Other words", List.of(), "c", 0, 3, "Look again", "");
    Paper paper = new Paper(List.of(asked), new Shuffle(false, 0));

    Question question =
        paper.corrected(new QuizContent(List.of(corrected), Map.of())).questions().getFirst();

    assertThat(question.prompt()).isEqualTo(asked.prompt());
    assertThat(question.options()).isEqualTo(asked.options());
    assertThat(question.correct()).isEqualTo("c");
    assertThat(question.points()).isEqualTo(3);
    assertThat(question.feedback()).isEqualTo("Look again");
    assertThat(paper.corrected(new QuizContent(List.of(), Map.of())).questions())
        .as("a question that was taken out keeps its key")
        .containsExactly(asked);
  }

  private static List<Long> ids(Paper paper) {
    return paper.questions().stream().map(Question::id).toList();
  }

  @SafeVarargs
  private static List<Question> joined(List<Question>... parts) {
    List<Question> all = new ArrayList<>();
    for (List<Question> part : parts) {
      all.addAll(part);
    }
    return all;
  }
}
