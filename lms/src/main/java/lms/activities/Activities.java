package lms.activities;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import lms.platform.Routes;
import lms.platform.Transaction;

/** All kinds of activities that the platform has. Filled at start; thread-safe. */
public final class Activities {
  private final List<ActivityKind> kinds = new CopyOnWriteArrayList<>();

  /** Adds a kind with its routes. */
  public void add(ActivityKind kind, Routes routes) {
    kinds.add(kind);
    kind.register(routes);
  }

  /** What learners see in the outline of a course beside its lessons. */
  public List<Activity> of(Transaction statements, long courseId) {
    return kinds.stream().flatMap(kind -> kind.of(statements, courseId).stream()).toList();
  }

  /** How many activities of a course somebody has still to do before it is completed. */
  public long undone(Transaction statements, long userId, long courseId) {
    return kinds.stream().mapToLong(kind -> kind.undone(statements, userId, courseId)).sum();
  }

  /** What somebody did in all activities, for the export of their data. */
  public List<Object> export(Transaction statements, long userId) {
    return kinds.stream()
        .<Object>flatMap(kind -> kind.export(statements, userId).stream())
        .toList();
  }
}
