package lms.quizzes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Grading an attempt at a quiz of 16 questions, four of each kind, all answered.
 *
 * <p>{@code ./headroom bench GradingBenchmark}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class GradingBenchmark {
  private static final List<Question.Option> OPTIONS =
      Stream.of("a", "b", "c", "d").map(id -> new Question.Option(id, "Option " + id)).toList();

  private static final List<QuestionKind> KINDS =
      List.of(QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.NUMERIC, QuestionKind.TEXT);

  private static final Map<QuestionKind, String> RIGHT =
      Map.of(
          QuestionKind.SINGLE, "b",
          QuestionKind.MULTIPLE, "a,c",
          QuestionKind.NUMERIC, "12.5",
          QuestionKind.TEXT, "Chlorophyll");

  private final Paper paper =
      new Paper(
          IntStream.range(0, 16).mapToObj(GradingBenchmark::question).toList(),
          new Shuffle(false, 0));

  private final Map<Long, SavedAnswer> answers = answers();

  private static Question question(int index) {
    QuestionKind kind = KINDS.get(index % KINDS.size());
    List<Question.Option> options =
        kind == QuestionKind.SINGLE || kind == QuestionKind.MULTIPLE ? OPTIONS : List.of();
    return new Question(
        index, index, kind, "?", options, RIGHT.getOrDefault(kind, ""), 0.1, 1, "", "");
  }

  private Map<Long, SavedAnswer> answers() {
    Map<Long, SavedAnswer> answers = new HashMap<>();
    for (Question question : paper.questions()) {
      answers.put(question.id(), new SavedAnswer(question.id(), 1, question.correct()));
    }
    return answers;
  }

  /** Grades it. */
  @Benchmark
  public Object grade() {
    return Grading.result(paper, answers, Map.of(), Attempt.Ending.LEARNER);
  }
}
