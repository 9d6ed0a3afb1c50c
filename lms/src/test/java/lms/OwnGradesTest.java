package lms;

import lms.testing.TestDatabase;

/** One's own grades on MariaDB. */
final class OwnGradesTest extends OwnGrades {
  OwnGradesTest() {
    super(TestDatabase.create());
  }
}
