package lms;

import lms.testing.TestDatabase;

/** Exams on MariaDB. */
final class ExamsTest extends Exams {
  ExamsTest() {
    super(TestDatabase.create());
  }
}
