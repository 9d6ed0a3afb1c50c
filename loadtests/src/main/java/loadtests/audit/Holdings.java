package loadtests.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the database holds of some accounts. Times are microseconds since 1970 UTC. */
final class Holdings {
  private static final int CREATED = 201;

  /** An account and something of its: a course, a lesson, a quiz. */
  record Owned(long user, long id) {}

  /** A question of an attempt. */
  record Question(long attempt, long question) {}

  record Enrolment(long id) {}

  /**
   * What a learner has done in a lesson.
   *
   * @param updatedMicros the last write of either, whether it changed anything or not
   */
  record Progress(@Nullable Long completedMicros, long seconds, long updatedMicros) {}

  record Attempt(
      long id,
      long quiz,
      long user,
      @Nullable Long submittedMicros,
      @Nullable Long deadlineMicros,
      @Nullable Double score) {}

  record Answer(long sequence, String value, long savedMicros) {}

  record Rating(int stars, String comment, long updatedMicros) {}

  /**
   * An answer kept under an idempotency key.
   *
   * @param attempt the attempt that it names; null where it names none
   */
  record Key(int status, @Nullable Long attempt, long createdMicros) {
    boolean done() {
      return status >= 200 && status < 300;
    }

    /** Whether the answer says that something new was made. */
    boolean created() {
      return status == CREATED;
    }
  }

  final Map<Owned, List<Enrolment>> enrolments = new HashMap<>();
  final Map<Owned, Progress> progress = new HashMap<>();
  final Map<Long, Attempt> attempts = new HashMap<>();
  final Map<Question, Answer> answers = new HashMap<>();
  final Map<Owned, Rating> ratings = new HashMap<>();
  final Map<Long, Map<String, Key>> keys = new HashMap<>();

  List<Enrolment> enrolments(long user, long course) {
    return enrolments.getOrDefault(new Owned(user, course), List.of());
  }

  @Nullable Key key(long user, String key) {
    return keys.getOrDefault(user, Map.of()).get(key);
  }

  void add(Owned owned, Enrolment enrolment) {
    enrolments.computeIfAbsent(owned, _ -> new ArrayList<>()).add(enrolment);
  }

  void add(long user, String name, Key key) {
    keys.computeIfAbsent(user, _ -> new HashMap<>()).put(name, key);
  }
}
