package lms.polls;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import lms.activities.Activity;
import lms.activities.ActivityKind;
import lms.certificates.Completions;
import lms.content.Workbench;
import lms.enrolments.Enrolments;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Idempotency;
import lms.platform.Limits;
import lms.platform.Pages;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Transaction;
import lms.platform.Words;

/** Polls, for learners and their teachers. An open poll is to be voted in to complete a course. */
public final class Polls implements ActivityKind {
  private static final int QUESTION_MAX = 500;
  private static final int OPTIONS_MAX = 20;
  private static final int OPTIONS_LENGTH_MAX = 8_000;

  private final PollStore store = new PollStore();
  private final Database database;
  private final Workbench workbench;
  private final Enrolments enrolments;
  private final Completions completions;
  private final Idempotency idempotency;
  private final Pages pages;
  private final InstantSource clock;

  /** Polls in {@code database}. */
  public Polls(
      Database database,
      Workbench workbench,
      Enrolments enrolments,
      Completions completions,
      Idempotency idempotency,
      Pages pages,
      InstantSource clock) {
    this.database = database;
    this.workbench = workbench;
    this.enrolments = enrolments;
    this.completions = completions;
    this.idempotency = idempotency;
    this.pages = pages;
    this.clock = clock;
  }

  @Override
  public void register(Routes routes) {
    routes
        .get("/polls/{id}", Access.SIGNED_IN, this::page)
        .post("/polls/{id}/vote", Access.SIGNED_IN, this::voteForm)
        .get("/api/polls/{id}", Access.SIGNED_IN, e -> Answer.json(200, taken(e).shown()))
        .describedAs(
            Described.as("A poll of a course that one takes")
                .answers(200, Poll.class, "the poll; with votes once one has voted or it is closed")
                .refuses(403))
        .put("/api/polls/{id}/vote", Access.SIGNED_IN, this::voteJson)
        .describedAs(
            Described.as("Votes, or changes one's vote")
                .takes(Voted.class)
                .once()
                .answers(200, Voted.class, "voted")
                .refuses(403, 409))
        .get("/teach/courses/{id}/polls", Access.TEACHERS, e -> list(e, 200, List.of()))
        .post("/teach/courses/{id}/polls", Access.TEACHERS, this::create)
        .get("/teach/polls/{id}", Access.TEACHERS, this::results)
        .post("/teach/polls/{id}/closing", Access.TEACHERS, this::close);
  }

  @Override
  public List<Activity> of(Transaction statements, long courseId) {
    return store.of(statements, courseId);
  }

  @Override
  public long undone(Transaction statements, long userId, long courseId) {
    return store.undone(statements, userId, courseId);
  }

  @Override
  public List<?> export(Transaction statements, long userId) {
    return store.own(statements, userId);
  }

  /** A vote, by the number of the option from 0; what a key remembers of it. */
  record Voted(@Limits(min = 0, max = OPTIONS_MAX - 1) int choice) {}

  private Poll poll(Exchange exchange) {
    long id = exchange.pathNumber("id");
    return database
        .reading(statements -> store.find(statements, id, exchange.person().id()))
        .orElseThrow(Problem::nothingHere);
  }

  /** The poll that the path names, of a course that the person takes. */
  private Poll taken(Exchange exchange) {
    Poll poll = poll(exchange);
    enrolments.demand(exchange.person(), poll.courseId());
    return poll;
  }

  private Answer page(Exchange exchange) {
    return render(exchange, 200, "polls/poll.jte", taken(exchange));
  }

  private Answer render(Exchange exchange, int status, String template, Poll poll) {
    var model = new HashMap<String, Object>();
    model.put("poll", poll);
    model.put("key", Pages.newKey());
    return Answer.page(status, pages.render(exchange, template, model));
  }

  private Answer voteForm(Exchange exchange) {
    Poll poll = taken(exchange);
    String sent = exchange.field("choice");
    var _ = vote(exchange, poll, sent.matches("\\d{1,3}") ? Integer.parseInt(sent) : -1);
    return Answer.seeOther("/polls/" + poll.id());
  }

  private Answer voteJson(Exchange exchange) {
    return vote(exchange, taken(exchange), exchange.json(Voted.class).choice());
  }

  private Answer vote(Exchange exchange, Poll poll, int choice) {
    if (choice < 0 || choice >= poll.options().size()) {
      throw Problem.wrong("bad-choice", Words.of("polls.choose-one"));
    }
    return idempotency.once(
        exchange,
        transaction -> {
          vote(transaction, poll.id(), exchange.person().id(), choice);
          return Answer.json(200, new Voted(choice));
        });
  }

  private void vote(Transaction transaction, long pollId, long userId, int choice) {
    Poll poll = store.shared(transaction, pollId, userId).orElseThrow(Problem::nothingHere);
    if (poll.closed()) {
      throw Problem.conflict("poll-closed", Words.of("polls.is-closed"));
    }
    if (!completions.lock(transaction, userId, poll.courseId())) {
      throw Problem.forbidden(Words.of("enrolments.enrol-first"));
    }
    store.vote(transaction, pollId, userId, choice, clock.instant());
    completions.settle(transaction, userId, poll.courseId());
  }

  private Answer list(Exchange exchange, int status, List<Words> faults) {
    long courseId = workbench.course(exchange);
    var model = new HashMap<String, Object>();
    model.put("courseId", courseId);
    model.put("polls", database.reading(statements -> store.of(statements, courseId)));
    model.put("question", exchange.isForm() ? exchange.field("question") : "");
    model.put("options", exchange.isForm() ? exchange.field("options") : "");
    model.put("faults", faults);
    model.put("key", Pages.newKey());
    return Answer.page(status, pages.render(exchange, "polls/list.jte", model));
  }

  private Answer create(Exchange exchange) {
    long courseId = workbench.course(exchange);
    Fields fields = new Fields(exchange, "polls");
    String question = fields.text("question", QUESTION_MAX);
    List<String> options =
        fields
            .text("options", OPTIONS_LENGTH_MAX)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .distinct()
            .toList();
    if (fields.faults().isEmpty() && (options.size() < 2 || options.size() > OPTIONS_MAX)) {
      fields.fault(Words.of("polls.options-number", OPTIONS_MAX));
    }
    if (!fields.faults().isEmpty()) {
      return list(exchange, 422, fields.faults());
    }
    long id =
        workbench.create(
            exchange,
            courseId,
            (work, edition) -> store.insert(work, courseId, question, options, clock.instant()));
    return Answer.seeOther("/teach/polls/" + id);
  }

  private Poll taught(Exchange exchange) {
    Poll poll = poll(exchange);
    workbench.demand(exchange, poll.courseId());
    return poll;
  }

  private Answer results(Exchange exchange) {
    return render(exchange, 200, "polls/results.jte", taught(exchange));
  }

  private Answer close(Exchange exchange) {
    Poll poll = taught(exchange);
    boolean closing = exchange.field("closed").equals("true");
    workbench.relax(
        exchange,
        poll.courseId(),
        (work, edition) -> {
          if (closing) {
            store.close(work, poll.id(), clock.instant());
          } else {
            store.open(work, poll.id());
          }
          return true;
        });
    return Answer.seeOther("/teach/polls/" + poll.id());
  }
}
