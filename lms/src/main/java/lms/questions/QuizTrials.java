package lms.questions;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import lms.content.Workbench;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Exchange;
import lms.platform.Pages;
import lms.platform.Routes;
import lms.quizzes.QuizEditing;
import lms.quizzes.QuizTrial;

/** Quizzes as learners get them, for their teachers to try. Each look draws and shuffles anew. */
final class QuizTrials {
  private final Database database;
  private final Workbench workbench;
  private final QuizEditing editing;
  private final Pages pages;

  QuizTrials(Database database, Workbench workbench, QuizEditing editing, Pages pages) {
    this.database = database;
    this.workbench = workbench;
    this.editing = editing;
    this.pages = pages;
  }

  void register(Routes routes) {
    routes.get("/teach/quizzes/{id}/trial", Access.TEACHERS, this::trial);
  }

  private Answer trial(Exchange exchange) {
    long id = exchange.pathNumber("id");
    QuizEditing.Current quiz = database.reading(statements -> editing.current(statements, id));
    workbench.demand(exchange, quiz.courseId());
    long seed = ThreadLocalRandom.current().nextLong();
    Map<String, Object> model =
        Map.of("id", id, "trial", QuizTrial.of(quiz, seed, exchange.text()));
    return Answer.page(200, pages.render(exchange, "questions/trial.jte", model));
  }
}
