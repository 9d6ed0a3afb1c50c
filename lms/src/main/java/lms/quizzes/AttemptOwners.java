package lms.quizzes;

import java.util.Optional;
import lms.platform.Database;
import lms.platform.Kept;
import lms.platform.Metrics;
import lms.platform.Person;
import lms.platform.Problem;
import lms.platform.Words;

/** Whose attempt it is: the authorisation of everything about one. Thread-safe. */
final class AttemptOwners {
  private static final int OWNERS_MAX = 100_000;

  private final AttemptStore store = new AttemptStore();
  private final Database database;
  private final QuizStore quizzes;
  private final Kept<Long, Owner> owners;

  AttemptOwners(Database database, QuizStore quizzes, Metrics metrics) {
    this.database = database;
    this.quizzes = quizzes;
    this.owners = new Kept<>("attempt-owner", OWNERS_MAX, owner -> 1, metrics);
  }

  /** Whose attempt it is, at what, and which questions it keeps; never changes. */
  private record Owner(long userId, long quizId, int revision) {
    static Owner of(Attempt attempt) {
      return new Owner(attempt.userId(), attempt.quizId(), attempt.revision());
    }
  }

  /** Keeps what is known of an attempt that was just begun. */
  void began(Attempt attempt) {
    owners.put(attempt.id(), Owner.of(attempt));
  }

  /** The quiz of an attempt, whosever it is. */
  Optional<Long> quiz(long attemptId) {
    return owner(attemptId).map(Owner::quizId);
  }

  /** The quiz of a person's own attempt. Somebody else's is answered like one that is not there. */
  Quiz demand(Person person, long attemptId) {
    Owner owner =
        owner(attemptId)
            .filter(found -> found.userId() == person.id())
            .orElseThrow(() -> unknown(attemptId));
    // Kept before a transaction asks for it, which then has no need of a second connection.
    quizzes.content(owner.quizId(), owner.revision());
    return quizzes.find(owner.quizId()).orElseThrow(() -> unknown(attemptId));
  }

  private Optional<Owner> owner(long attemptId) {
    return owners.get(
        attemptId,
        () -> database.reading(statements -> store.find(statements, attemptId)).map(Owner::of));
  }

  static Problem unknown(long attemptId) {
    return Problem.notFound(Words.of("quizzes.unknown-attempt", Long.toString(attemptId)));
  }
}
