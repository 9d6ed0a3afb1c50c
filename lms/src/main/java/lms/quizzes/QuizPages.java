package lms.quizzes;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lms.admission.Turn;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Exchange;
import lms.platform.Pages;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Words;

/**
 * Quizzes as pages that need no JavaScript: one form for all questions, saved or submitted by its
 * buttons. Each field goes with the value that it was rendered with, so that only what this page
 * changed is saved and a page left open elsewhere overwrites nothing.
 */
final class QuizPages {
  /** Seconds after which a page that waits for the opening looks again at the latest. */
  private static final long LOOK_AGAIN_MAX = 300;

  /** Seconds after which a page that waits in the queue looks again at the latest. */
  private static final long WAITING_LOOK_MAX = 15;

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
        .get(
            "/attempts/{id}",
            Access.SIGNED_IN,
            exchange -> attempt(exchange, 200, notice(exchange)))
        .post("/attempts/{id}/answers", Access.SIGNED_IN, this::save)
        .post("/attempts/{id}/submission", Access.SIGNED_IN, this::submit)
        .get("/attempts/{id}/review", Access.SIGNED_IN, this::review);
  }

  private Answer quiz(Exchange exchange) {
    Person person = exchange.person();
    Quiz quiz = taking.quiz(person, exchange.pathNumber("id"));
    List<Attempt> attempts = taking.attempts(person, quiz);
    AttemptStore.Standing standing = taking.standing(person, quiz);
    QuizPage page =
        QuizPage.of(
            standing,
            taking.content(quiz),
            attempts,
            taking.visible(standing),
            exchange.text(),
            taking.now());
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

  private Answer attempt(Exchange exchange, int status, String notice) {
    AttemptView attempt = taking.view(exchange.person(), exchange.pathNumber("id"));
    if (attempt.submittedAt() != null) {
      return Answer.seeOther("/attempts/" + attempt.attemptId() + "/review");
    }
    Map<String, Object> model =
        Map.of(
            "attempt",
            AttemptPage.of(attempt, exchange.text()),
            "notice",
            notice,
            "sure",
            exchange.query("notice", "").equals("unanswered"),
            "key",
            Pages.newKey());
    return Answer.page(status, pages.render(exchange, "quizzes/attempt.jte", model));
  }

  private static String notice(Exchange exchange) {
    return switch (exchange.query("notice", "")) {
      case "saved" -> exchange.text().of("quizzes.answers-saved");
      case "newer" -> exchange.text().of("quizzes.newer-kept");
      case "unanswered" -> exchange.text().of("quizzes.unanswered-kept");
      default -> "";
    };
  }

  private Answer save(Exchange exchange) {
    long attemptId = exchange.pathNumber("id");
    List<SavedAnswer> sent = changed(exchange, attemptId);
    try {
      flag(exchange, attemptId);
      String notice = kept(exchange, attemptId, sent) ? "saved" : "newer";
      return Answer.seeOther("/attempts/" + attemptId + "?notice=" + notice);
    } catch (Problem e) {
      return refused(exchange, e);
    }
  }

  /** Saves, and says whether nothing newer was there. */
  private boolean kept(Exchange exchange, long attemptId, List<SavedAnswer> sent) {
    return sent.isEmpty()
        || taking.save(exchange.person(), attemptId, sent).stream()
            .map(QuizTaking.Saved::answer)
            .toList()
            .equals(sent);
  }

  private Answer submit(Exchange exchange) {
    long attemptId = exchange.pathNumber("id");
    try {
      if (exchange.field("sure").isEmpty() && unanswered(exchange, attemptId)) {
        flag(exchange, attemptId);
        var _ = kept(exchange, attemptId, changed(exchange, attemptId));
        return Answer.seeOther("/attempts/" + attemptId + "?notice=unanswered");
      }
      taking.submit(exchange, attemptId, changed(exchange, attemptId));
    } catch (Problem e) {
      return refused(exchange, e);
    }
    return Answer.seeOther("/attempts/" + attemptId + "/review");
  }

  /** Back to the form with the reason, or to the review where the attempt is over. */
  private Answer refused(Exchange exchange, Problem problem) {
    return switch (problem.status()) {
      case 409, 422 -> attempt(exchange, problem.status(), problem.detail(exchange.text()) + ".");
      default -> throw problem;
    };
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

  /** Whether a form of an open attempt leaves a question without an answer. */
  private boolean unanswered(Exchange exchange, long attemptId) {
    AttemptView attempt = taking.view(exchange.person(), attemptId);
    return attempt.submittedAt() == null
        && attempt.questions().stream()
            .anyMatch(question -> exchange.field("q" + question.id()).isBlank());
  }

  private List<SavedAnswer> changed(Exchange exchange, long attemptId) {
    AttemptView attempt = taking.view(exchange.person(), attemptId);
    long sequence = sequence(exchange);
    var changed = new ArrayList<SavedAnswer>();
    for (AttemptView.Asked question : attempt.questions()) {
      String value = exchange.field("q" + question.id());
      if (!value.equals(exchange.field("was" + question.id()))) {
        changed.add(new SavedAnswer(question.id(), sequence, value));
      }
    }
    return changed;
  }

  private static long sequence(Exchange exchange) {
    try {
      return Long.parseLong(exchange.field("sequence"));
    } catch (NumberFormatException e) {
      throw Problem.malformed(Words.of("quizzes.sequence-missing"));
    }
  }

  private Answer review(Exchange exchange) {
    AttemptReview review = taking.review(exchange.person(), exchange.pathNumber("id"));
    return Answer.page(200, pages.render(exchange, "quizzes/review.jte", Map.of("review", review)));
  }
}
