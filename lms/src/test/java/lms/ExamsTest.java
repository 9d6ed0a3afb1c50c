package lms;

import lms.testing.TestDatabase;

/** The deadlines on MariaDB. */
final class ExamsTest extends Exams {
  ExamsTest() {
    super(TestDatabase.create());
  }
}
