package lms.lessons;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import lms.content.Editions;
import lms.content.Prerequisites;
import lms.content.Teachers;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Limits;
import lms.platform.Pages;
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
  /** In Base64, and as a field of a form, less than a request may have. */
  static final int ATTACHMENT_BYTES_MAX = 180_000;

  private static final int ATTACHMENTS_MAX = 20;
  private static final int NAME_MAX = 120;

  /** A path, what can't be seen, and what turns letters around, such as a name's ending. */
  private static final Pattern BAD_IN_NAME =
      Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069/\\\\]|^[.]*$");

  private final MaterialStore store = new MaterialStore();
  private final Database database;
  private final Editions editions;
  private final Teachers teachers;
  private final BiConsumer<Transaction, Long> relaxed;
  private final Pages pages;
  private final Clock clock;

  /**
   * Material in {@code database}.
   *
   * @param relaxed is told of each course in which less may be left to do, in that transaction
   */
  public LessonMaterial(
      Database database,
      Editions editions,
      Teachers teachers,
      BiConsumer<Transaction, Long> relaxed,
      Pages pages,
      Clock clock) {
    this.database = database;
    this.editions = editions;
    this.teachers = teachers;
    this.relaxed = relaxed;
    this.pages = pages;
    this.clock = clock;
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    new AttachmentPages(this, pages).register(routes);
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
  private boolean change(Exchange exchange, Change change) {
    MaterialStore.Material material = own(exchange);
    return database.inTransaction(
        transaction -> change.run(transaction, editions.next(transaction, material.courseId())));
  }

  /** Statements that make an edition; false where they changed nothing. */
  private interface Change {
    boolean run(Transaction transaction, long edition);
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
          demandSense(transaction, material, rules);
          store.set(transaction, id, rules, edition);
          Prerequisites.of(transaction, material.courseId()).demandLessonOpens(id);
          relaxed.accept(transaction, material.courseId());
          return true;
        });
  }

  private void demandSense(Transaction transaction, MaterialStore.Material material, Rules rules) {
    Long after = rules.after();
    if (after != null) {
      demandOwn(transaction, "lessons", material, after);
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

  /** The attachments of a lesson that the person teaches. */
  List<Lesson.Attachment> attachments(Exchange exchange) {
    own(exchange);
    return database.reading(statements -> store.attachments(statements, exchange.pathNumber("id")));
  }

  private Answer attach(Exchange exchange) {
    Attach attach = exchange.json(Attach.class);
    String name = attach.name().strip();
    byte[] content = decoded(attach.content());
    attach(exchange, name, content);
    return Answer.json(201, new Attached(exchange.pathNumber("id"), name, content.length));
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw Problem.wrong("bad-attachment", Words.of("lessons.no-base64"));
    }
  }

  /** Puts a file beside the lesson that the path names; in the place of one of its name. */
  void attach(Exchange exchange, String name, byte[] content) {
    if (name.length() > NAME_MAX || BAD_IN_NAME.matcher(name).find()) {
      throw Problem.wrong("bad-attachment", Words.of("lessons.bad-name"));
    }
    if (content.length == 0 || content.length > ATTACHMENT_BYTES_MAX) {
      throw Problem.wrong(
          "bad-attachment", Words.of("lessons.bad-content", ATTACHMENT_BYTES_MAX / 1000));
    }
    long id = exchange.pathNumber("id");
    change(
        exchange,
        (transaction, _) -> {
          List<Lesson.Attachment> all = store.attachments(transaction, id);
          boolean replaced = all.stream().anyMatch(one -> one.name().equals(name));
          if (!replaced && all.size() >= ATTACHMENTS_MAX) {
            throw Problem.wrong(
                "bad-attachment", Words.of("lessons.many-attachments", ATTACHMENTS_MAX));
          }
          store.attach(transaction, id, name, content, clock.instant());
          return true;
        });
  }

  private Answer detach(Exchange exchange) {
    if (!takeAway(exchange)) {
      throw Problem.notFound(
          Words.of("lessons.no-attachment", Long.toString(exchange.pathNumber("attachment"))));
    }
    return Answer.nothing();
  }

  /** Takes away the file that the path names; false where it was not there. */
  boolean takeAway(Exchange exchange) {
    long id = exchange.pathNumber("id");
    long attachment = exchange.pathNumber("attachment");
    return change(exchange, (transaction, _) -> store.detach(transaction, id, attachment));
  }
}
