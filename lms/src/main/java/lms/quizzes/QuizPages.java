package lms.quizzes;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lms.admission.Turn;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Exchange;
import lms.platform.Pages;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Routes;

/**
 * Quizzes as pages that need no JavaScript: one form for all questions, saved or submitted by its
 * buttons.
 */
final class QuizPages {
  /** Seconds after which a page that waits for the opening looks again at the latest. */
  private static final long LOOK_AGAIN_MAX = 300;

  /** Seconds after which a page that waits in the queue looks again at the latest. */
  private static final long WAITING_LOOK_MAX = 15;

  /** What is said to somebody who wants to hand in, before it is done. */
  private static final String UNANSWERED = "unanswered";

  private static final String COMPLETE = "complete";

  private final QuizTaking taking;
  private final Pages pages;

  QuizPages(QuizTaking taking, Pages pages) {
    this.taking = taking;
    this.pages = pages;
  }

  void register(Routes routes) {
    routes
        .get("/quizzes/{id}", Access.SIGNED_IN, this::quiz)
        .post("/quizzes/{id}/attempts", Access.SIGNED_IN, this::start)
        .get("/quizzes/{id}/waiting", Access.SIGNED_IN, this::waiting)
        .get("/attempts/{id}", Access.SIGNED_IN, this::attempt)
        .post("/attempts/{id}/answers", Access.SIGNED_IN, this::save)
        .post("/attempts/{id}/submission", Access.SIGNED_IN, this::submit)
        .get("/attempts/{id}/review", Access.SIGNED_IN, this::review);
  }

  private Answer quiz(Exchange exchange) {
    BeforeQuiz before = taking.before(exchange.person(), exchange.pathNumber("id"));
    QuizPage page = QuizPage.of(before, exchange.text());
    Map<String, Object> model = Map.of("quiz", page, "key", Pages.newKey());
    Answer answer = Answer.page(200, pages.render(exchange, "quizzes/quiz.jte", model));
    return page.opensInSeconds() == 0
        ? answer
        : answer.with("Refresh", Long.toString(Math.min(page.opensInSeconds(), LOOK_AGAIN_MAX)));
  }

  private Answer start(Exchange exchange) {
    long quizId = exchange.pathNumber("id");
    if (taking.turn(exchange.person(), quizId) instanceof Turn.Later) {
      return Answer.seeOther("/quizzes/" + quizId + "/waiting");
    }
    return Answer.seeOther("/attempts/" + QuizTaking.attemptId(taking.start(exchange)));
  }

  /** A place and a time; from then on a button. A page that only looks takes nobody's place. */
  private Answer waiting(Exchange exchange) {
    Person person = exchange.person();
    Quiz quiz = taking.quiz(person, exchange.pathNumber("id"));
    Turn turn = taking.place(person, quiz).orElse(null);
    if (turn == null) {
      return Answer.seeOther("/quizzes/" + quiz.id());
    }
    Map<String, Object> model =
        Map.of(
            "waiting", WaitingPage.of(quiz, turn, exchange.text(), taking.now()),
            "key", Pages.newKey());
    Answer answer = Answer.page(200, pages.render(exchange, "quizzes/waiting.jte", model));
    return turn instanceof Turn.Later(long _, Instant at)
        ? answer.with(
            "Refresh",
            Long.toString(Math.min(WAITING_LOOK_MAX, QuizRoutes.secondsUntil(at, taking.now()))))
        : answer;
  }

  private Answer attempt(Exchange exchange) {
    AttemptView attempt = taking.view(exchange.person(), exchange.pathNumber("id"));
    String notice =
        switch (exchange.query("notice", "")) {
          case "saved" -> exchange.text().of("quizzes.answers-saved");
          case "newer" -> exchange.text().of("quizzes.newer-kept");
          case UNANSWERED -> exchange.text().of("quizzes.unanswered-kept");
          case COMPLETE -> exchange.text().of("quizzes.complete-kept");
          default -> "";
        };
    return attempt(exchange, attempt, 200, notice, Map.of());
  }

  /** The form, with what was typed and is not saved in its fields; the review of what is over. */
  private Answer attempt(
      Exchange exchange,
      AttemptView attempt,
      int status,
      String notice,
      Map<Long, AnswerForm.Typed> typed) {
    if (attempt.submittedAt() != null) {
      return Answer.seeOther("/attempts/" + attempt.attemptId() + "/review");
    }
    boolean asked = List.of(UNANSWERED, COMPLETE).contains(exchange.query("notice", ""));
    Map<String, Object> model =
        Map.of(
            "attempt",
            AttemptPage.of(attempt, typed, exchange.text()),
            "notice",
            notice,
            "sure",
            asked,
            "key",
            Pages.newKey());
    return Answer.page(status, pages.render(exchange, "quizzes/attempt.jte", model));
  }

  private Answer save(Exchange exchange) {
    long attemptId = exchange.pathNumber("id");
    AnswerForm form = AnswerForm.of(exchange, taking.view(exchange.person(), attemptId));
    try {
      String notice = kept(exchange, attemptId, form) ? "saved" : "newer";
      return form.faulty().isEmpty()
          ? Answer.seeOther("/attempts/" + attemptId + "?notice=" + notice)
          : again(exchange, attemptId, form);
    } catch (Problem e) {
      return refused(exchange, attemptId, e, form);
    }
  }

  /** Saves what can be, and says whether nothing newer was there. */
  private boolean kept(Exchange exchange, long attemptId, AnswerForm form) {
    flag(exchange, attemptId);
    return form.answers().isEmpty()
        || taking.save(exchange.person(), attemptId, form.answers()).stream()
            .map(QuizTaking.Saved::answer)
            .toList()
            .equals(form.answers());
  }

  /** Hands in on the second time of asking, once nothing is wrong with the answers. */
  private Answer submit(Exchange exchange) {
    long attemptId = exchange.pathNumber("id");
    AttemptView attempt = taking.view(exchange.person(), attemptId);
    AnswerForm form = AnswerForm.of(exchange, attempt);
    boolean open = attempt.submittedAt() == null;
    try {
      if (open && !form.faulty().isEmpty()) {
        var _ = kept(exchange, attemptId, form);
        return again(exchange, attemptId, form);
      }
      if (open && exchange.field("sure").isEmpty()) {
        var _ = kept(exchange, attemptId, form);
        String notice = form.complete() ? COMPLETE : UNANSWERED;
        return Answer.seeOther("/attempts/" + attemptId + "?notice=" + notice);
      }
      taking.submit(exchange, attemptId, form.answers());
    } catch (Problem e) {
      return refused(exchange, attemptId, e, form);
    }
    return Answer.seeOther("/attempts/" + attemptId + "/review");
  }

  /** Back to the form, where the others are saved, with what is wrong beside its field. */
  private Answer again(Exchange exchange, long attemptId, AnswerForm form) {
    AttemptView attempt = taking.view(exchange.person(), attemptId);
    String numbers =
        IntStream.range(0, attempt.questions().size())
            .filter(i -> form.faulty().containsKey(attempt.questions().get(i).id()))
            .mapToObj(i -> exchange.text().of("quizzes.question", i + 1))
            .collect(Collectors.joining(", "));
    String notice = exchange.text().of("quizzes.others-saved", numbers);
    return attempt(exchange, attempt, 422, notice, form.faulty());
  }

  /** Back to the form with the reason and all that was typed. */
  private Answer refused(Exchange exchange, long attemptId, Problem problem, AnswerForm form) {
    if (problem.status() != 409 && problem.status() != 422) {
      throw problem;
    }
    // Of a form that was sent before, and changed since: with its new number it can be saved.
    String notice =
        problem.type().equals("sequence-reused")
            ? exchange.text().of("quizzes.save-again")
            : problem.detail(exchange.text()) + '.';
    AttemptView attempt = taking.view(exchange.person(), attemptId);
    return attempt(exchange, attempt, problem.status(), notice, form.unsaved());
  }

  /** Only a form that asks for flags says which are set: a browser sends no box that is empty. */
  private void flag(Exchange exchange, long attemptId) {
    if (!exchange.field("flags").isEmpty()) {
      List<Long> flagged =
          Grading.ids(exchange.field("flag")).stream()
              .flatMap(id -> Grading.decimal(id).stream())
              .map(BigDecimal::longValue)
              .toList();
      taking.flag(exchange.person(), attemptId, flagged);
    }
  }

  private Answer review(Exchange exchange) {
    AttemptReview review = taking.review(exchange.person(), exchange.pathNumber("id"));
    return Answer.page(200, pages.render(exchange, "quizzes/review.jte", Map.of("review", review)));
  }
}
