package lms.discussion;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import lms.notifications.Notifications;
import lms.platform.Metrics;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Transaction;
import lms.platform.Words;

/** The rules of saying something, each within a transaction of the caller's. Thread-safe. */
final class Discussions {
  static final int BODY_MAX = 8_000;

  /** So many posts in so long; somebody who writes by hand never gets there. */
  private record Limit(int posts, Duration in) {}

  private static final List<Limit> LIMITS =
      List.of(new Limit(6, Duration.ofMinutes(1)), new Limit(60, Duration.ofHours(1)));

  private final PostStore store = new PostStore();
  private final Notifications notifications;
  private final InstantSource clock;
  private final Metrics metrics;

  Discussions(Notifications notifications, InstantSource clock, Metrics metrics) {
    this.notifications = notifications;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Begins a thread and answers its id; the course's teacher is told. */
  long begin(Transaction transaction, Person person, long courseId, long lessonId, String said) {
    String body = checked(said);
    demandPatience(transaction, person.id());
    long id =
        store.insert(transaction, courseId, lessonId, null, person.id(), body, clock.instant());
    PostStore.Taught taught = store.taught(transaction, lessonId);
    if (taught.teacherId() != person.id()) {
      notifications.add(
          transaction,
          taught.teacherId(),
          Notifications.Kind.DISCUSSION,
          Words.of("discussion.news-thread", person.name(), taught.lesson()),
          "/posts/" + id);
    }
    transaction.afterCommit(() -> metrics.count("lms_discussion_posts_total", "kind", "thread"));
    return id;
  }

  /** Replies in a thread and answers the reply's id; who began the thread is told. */
  long reply(Transaction transaction, long userId, Post thread, String userName, String said) {
    String body = checked(said);
    demandPatience(transaction, userId);
    Post root = locked(transaction, thread.thread());
    long id =
        store.insert(
            transaction,
            root.courseId(),
            root.lessonId(),
            root.id(),
            userId,
            body,
            clock.instant());
    if (root.userId() != userId && !root.deleted()) {
      notifications.add(
          transaction,
          root.userId(),
          Notifications.Kind.DISCUSSION,
          Words.of("discussion.news-reply", userName),
          "/posts/" + root.id());
    }
    transaction.afterCommit(() -> metrics.count("lms_discussion_posts_total", "kind", "reply"));
    return id;
  }

  /** Says something else instead, as long as it is one's own and not deleted. */
  void edit(Transaction transaction, long userId, long postId, String said) {
    String body = checked(said);
    Post post = locked(transaction, postId);
    if (!post.isOf(userId)) {
      throw Problem.forbidden(Words.of("discussion.only-own"));
    }
    store.edit(transaction, postId, body, clock.instant());
  }

  /** Takes back what one said; a teacher takes back what anybody said. */
  void delete(Transaction transaction, long userId, boolean teaches, long postId) {
    Post post = locked(transaction, postId);
    if (!post.isOf(userId) && !(teaches && !post.deleted())) {
      throw Problem.forbidden(Words.of("discussion.only-own"));
    }
    if (store.delete(transaction, post, clock.instant())) {
      transaction.afterCommit(() -> metrics.count("lms_discussion_deletions_total"));
    }
  }

  /** Says that a reply answers its thread, or that it does not. */
  void answer(Transaction transaction, long teacherId, long postId, boolean answer) {
    Post post = locked(transaction, postId);
    Long thread = post.threadId();
    if (thread == null || post.deleted()) {
      throw Problem.conflict("no-reply", Words.of("discussion.only-replies"));
    }
    store.answer(transaction, thread, postId, answer);
    if (answer && !post.answer() && post.userId() != teacherId) {
      notifications.add(
          transaction,
          post.userId(),
          Notifications.Kind.DISCUSSION,
          Words.of("discussion.news-answer"),
          "/posts/" + thread);
    }
  }

  private Post locked(Transaction transaction, long postId) {
    return store.locked(transaction, postId).orElseThrow(() -> unknown(postId));
  }

  static Problem unknown(long postId) {
    return Problem.notFound(Words.of("discussion.unknown", Long.toString(postId)));
  }

  private static String checked(String said) {
    String body = said.replace("\r\n", "\n").strip();
    if (body.isEmpty() || body.length() > BODY_MAX) {
      throw Problem.wrong("bad-post", Words.of("discussion.bad-body", BODY_MAX));
    }
    return body;
  }

  private void demandPatience(Transaction transaction, long userId) {
    Instant now = clock.instant();
    for (Limit limit : LIMITS) {
      if (store.since(transaction, userId, now.minus(limit.in())) >= limit.posts()) {
        throw Problem.tooMany(Words.of("discussion.too-many"));
      }
    }
  }
}
