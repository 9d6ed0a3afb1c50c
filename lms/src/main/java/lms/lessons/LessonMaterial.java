package lms.lessons;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import lms.content.Editions;
import lms.content.Teachers;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Limits;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * What a program sets about a lesson for its teacher, and puts beside it: when it opens, what comes
 * first, when it is due, what completes it, and attachments.
 */
public final class LessonMaterial {
  private static final int ATTACHMENT_BYTES_MAX = 180_000;
  private static final int ATTACHMENTS_MAX = 20;
  private static final int NAME_MAX = 120;

  private final MaterialStore store = new MaterialStore();
  private final Database database;
  private final Editions editions;
  private final Teachers teachers;
  private final Clock clock;

  /** Material in {@code database}. */
  public LessonMaterial(Database database, Editions editions, Teachers teachers, Clock clock) {
    this.database = database;
    this.editions = editions;
    this.teachers = teachers;
    this.clock = clock;
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/api/lessons/{id}/rules", Access.TEACHERS, e -> Answer.json(200, own(e).rules()))
        .describedAs(
            Described.as("When a lesson opens and is due, what comes first, what completes it")
                .answers(200, Rules.class, "the rules"))
        .put("/api/lessons/{id}/rules", Access.TEACHERS, this::rules)
        .describedAs(
            Described.as("Sets the rules of a lesson that one teaches")
                .takes(SetRules.class)
                .answers(200, Rules.class, "the rules now")
                .refuses(422))
        .post("/api/lessons/{id}/attachments", Access.TEACHERS, this::attach)
        .describedAs(
            Described.as("Puts a file beside a lesson that one teaches; one of its name goes")
                .takes(Attach.class)
                .answers(201, Attached.class, "attached")
                .refuses(422))
        .post("/api/lessons/{id}/attachments/{attachment}/removal", Access.TEACHERS, this::detach)
        .describedAs(
            Described.as("Takes a file away from a lesson that one teaches")
                .answersNothing("removed"));
  }

  /**
   * When a lesson opens and is due, what comes first, and what completes it.
   *
   * @param after the lesson that must be done first, or null
   * @param completion {@code hand}, {@code viewed} or {@code quiz}
   * @param quizId the quiz that completes it, where one does
   */
  record Rules(
      @Nullable Instant opensAt,
      @Nullable Long after,
      @Nullable Instant dueAt,
      String completion,
      @Nullable Long quizId) {}

  /** The same as it is set: empty texts for no time, 0 for no lesson and no quiz. */
  record SetRules(
      String opensAt,
      @Limits(min = 0) long after,
      String dueAt,
      @Limits(words = {"hand", "viewed", "quiz"}) String completion,
      @Limits(min = 0) long quizId) {}

  /** A file; its content in Base64. */
  record Attach(@Limits(min = 1, max = NAME_MAX) String name, String content) {}

  record Attached(long lessonId, String name, int bytes) {}

  private MaterialStore.Material own(Exchange exchange) {
    long id = exchange.pathNumber("id");
    MaterialStore.Material material =
        database
            .reading(statements -> store.find(statements, id))
            .orElseThrow(() -> Problem.notFound(Words.of("lessons.unknown", Long.toString(id))));
    teachers.demand(exchange.person(), material.courseId());
    return material;
  }

  /** Changes something about a lesson, which makes the next edition of its course. */
  private void change(Exchange exchange, ObjLongConsumer<Transaction> change) {
    MaterialStore.Material material = own(exchange);
    database.inTransaction(
        transaction -> {
          change.accept(transaction, editions.next(transaction, material.courseId()));
          return material.courseId();
        });
  }

  private Answer rules(Exchange exchange) {
    SetRules sent = exchange.json(SetRules.class);
    save(
        exchange,
        new Rules(
            instant(sent.opensAt()),
            sent.after() == 0 ? null : sent.after(),
            instant(sent.dueAt()),
            sent.completion(),
            sent.quizId() == 0 ? null : sent.quizId()));
    return Answer.json(200, own(exchange).rules());
  }

  private static @Nullable Instant instant(String sent) {
    try {
      return sent.isEmpty() ? null : Instant.parse(sent);
    } catch (DateTimeException e) {
      throw Problem.wrong("bad-time", Words.of("lessons.bad-time", sent));
    }
  }

  private void save(Exchange exchange, Rules rules) {
    long id = exchange.pathNumber("id");
    change(
        exchange,
        (transaction, edition) -> {
          MaterialStore.Material material = store.find(transaction, id).orElseThrow();
          demandSense(transaction, id, material, rules);
          store.set(transaction, id, rules, edition);
        });
  }

  private void demandSense(
      Transaction transaction, long id, MaterialStore.Material material, Rules rules) {
    Long after = rules.after();
    if (after != null) {
      demandOwn(transaction, "lessons", material, after);
      Map<Long, Long> before = store.before(transaction, material.courseId());
      before.put(id, after);
      Long step = after;
      for (int steps = 0; step != null && step != id && steps <= before.size(); steps++) {
        step = before.get(step);
      }
      if (step != null) {
        throw Problem.wrong("bad-rule", Words.of("lessons.circle"));
      }
    }
    switch (rules.completion()) {
      case "hand" -> {}
      case "viewed" -> {
        if (material.videoSeconds() == null) {
          throw Problem.wrong("bad-rule", Words.of("lessons.no-video"));
        }
      }
      case "quiz" ->
          demandOwn(transaction, "quizzes", material, rules.quizId() == null ? 0 : rules.quizId());
      default ->
          throw Problem.wrong("bad-rule", Words.of("lessons.bad-choice", rules.completion()));
    }
  }

  private void demandOwn(
      Transaction transaction, String table, MaterialStore.Material material, long id) {
    if (!store.isOf(transaction, table, material.courseId(), id)) {
      throw Problem.wrong("bad-rule", Words.of("lessons.bad-choice", Long.toString(id)));
    }
  }

  private Answer attach(Exchange exchange) {
    Attach attach = exchange.json(Attach.class);
    String name = attach.name().strip();
    if (name.isEmpty() || name.length() > NAME_MAX || !name.matches("[^\\p{Cntrl}/\\\\]+")) {
      throw Problem.wrong("bad-attachment", Words.of("lessons.bad-name"));
    }
    byte[] content = decoded(attach.content());
    long id = exchange.pathNumber("id");
    change(
        exchange,
        (transaction, _) -> {
          if (store.attachments(transaction, id).size() >= ATTACHMENTS_MAX) {
            throw Problem.wrong(
                "bad-attachment", Words.of("lessons.many-attachments", ATTACHMENTS_MAX));
          }
          store.attach(transaction, id, name, content, clock.instant());
        });
    return Answer.json(201, new Attached(id, name, content.length));
  }

  private static byte[] decoded(String base64) {
    try {
      byte[] content = Base64.getDecoder().decode(base64);
      if (content.length > 0 && content.length <= ATTACHMENT_BYTES_MAX) {
        return content;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for a file that is empty or too large.
    }
    throw Problem.wrong(
        "bad-attachment", Words.of("lessons.bad-content", ATTACHMENT_BYTES_MAX / 1000));
  }

  private Answer detach(Exchange exchange) {
    long id = exchange.pathNumber("id");
    long attachment = exchange.pathNumber("attachment");
    change(
        exchange,
        (transaction, _) -> {
          if (!store.detach(transaction, id, attachment)) {
            throw Problem.notFound(Words.of("lessons.no-attachment", Long.toString(attachment)));
          }
        });
    return Answer.nothing();
  }
}
