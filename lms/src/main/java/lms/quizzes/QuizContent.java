package lms.quizzes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a quiz asks in one revision: questions in the author's order, of which those of a pool are
 * drawn by chance for each attempt. Immutable.
 *
 * @param draws how many of each pool; a pool that is not named here gives all of its questions
 */
public record QuizContent(List<Question> questions, Map<String, Integer> draws) {
  /** Copies what it is given. */
  public QuizContent {
    questions = List.copyOf(questions);
    draws = Map.copyOf(draws);
  }

  Optional<Question> question(long id) {
    return questions.stream().filter(question -> question.id() == id).findFirst();
  }

  /** How many questions an attempt has. */
  public int size() {
    return pools().values().stream().mapToInt(this::taken).sum();
  }

  /** What all questions of an attempt are worth; those of a pool are taken to be worth the same. */
  double maxScore() {
    return pools().values().stream()
        .mapToInt(pool -> pool.stream().limit(taken(pool)).mapToInt(Question::points).sum())
        .sum();
  }

  private Map<String, List<Question>> pools() {
    return questions.stream().collect(Collectors.groupingBy(Question::pool));
  }

  private int taken(List<Question> pool) {
    return Math.min(pool.size(), draws.getOrDefault(pool.getFirst().pool(), pool.size()));
  }

  /** The questions that were asked, with the keys, points and feedback of this revision. */
  List<Question> corrected(List<Question> asked) {
    Map<Long, Question> corrections =
        questions.stream().collect(Collectors.toMap(Question::id, Function.identity()));
    return asked.stream()
        .map(question -> question.corrected(corrections.getOrDefault(question.id(), question)))
        .toList();
  }
}
