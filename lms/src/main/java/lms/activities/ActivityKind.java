package lms.activities;

import java.util.List;
import lms.platform.Routes;
import lms.platform.Transaction;

/**
 * A kind of activity. A new kind is a package with an implementation of this, and a line in the
 * composition root. Thread-safe.
 */
public interface ActivityKind {
  /** Adds the routes of those who do it and of their teachers. */
  void register(Routes routes);

  /** What learners see of it in the outline of a course, by one statement. */
  List<Activity> of(Transaction statements, long courseId);

  /** How many of a course somebody has still to do before it is completed, by one statement. */
  long undone(Transaction statements, long userId, long courseId);

  /** What somebody did, for the export of their data: records, by one statement. */
  List<?> export(Transaction statements, long userId);
}
