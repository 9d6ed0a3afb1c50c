package lms;

import lms.testing.TestDatabase;

/** The deadlines on MariaDB. */
final class DeadlinesTest extends Deadlines {
  DeadlinesTest() {
    super(TestDatabase.create());
  }
}
