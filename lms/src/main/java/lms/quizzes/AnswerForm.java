package lms.quizzes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lms.platform.Exchange;
import lms.platform.Problem;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * What the form of an attempt's page says. Each field comes with the value that it was rendered
 * with, so that only what this page changed counts and a page left open elsewhere overwrites
 * nothing.
 *
 * @param answers what was changed and can be saved
 * @param faulty what was changed and can't, by question
 * @param complete whether every question has an answer
 */
record AnswerForm(List<SavedAnswer> answers, Map<Long, Typed> faulty, boolean complete) {
  /** Copies list and map. */
  AnswerForm {
    answers = List.copyOf(answers);
    faulty = Map.copyOf(faulty);
  }

  /**
   * What stands in a field and nowhere else.
   *
   * @param fault why it was not saved; null where nothing is wrong with it
   */
  record Typed(String value, @Nullable Words fault) {}

  static AnswerForm of(Exchange exchange, AttemptView attempt) {
    long sequence = sequence(exchange);
    List<SavedAnswer> answers = new ArrayList<>();
    Map<Long, Typed> faulty = new HashMap<>();
    boolean complete = true;
    for (AttemptView.Asked question : attempt.questions()) {
      String value = exchange.field("q" + question.id());
      complete &= !value.isBlank();
      if (!value.equals(exchange.field("was" + question.id()))) {
        Optional<Words> fault =
            AnswerValue.fault(QuestionKind.of(question.kind()), question.options(), value);
        if (fault.isPresent()) {
          faulty.put(question.id(), new Typed(value, fault.get()));
        } else {
          answers.add(new SavedAnswer(question.id(), sequence, value));
        }
      }
    }
    return new AnswerForm(answers, faulty, complete);
  }

  /** All that was changed, where nothing of it could be saved. */
  Map<Long, Typed> unsaved() {
    Map<Long, Typed> all = new HashMap<>(faulty);
    answers.forEach(answer -> all.put(answer.questionId(), new Typed(answer.value(), null)));
    return all;
  }

  private static long sequence(Exchange exchange) {
    try {
      return Long.parseLong(exchange.field("sequence"));
    } catch (NumberFormatException e) {
      throw Problem.malformed(Words.of("quizzes.sequence-missing"));
    }
  }
}
