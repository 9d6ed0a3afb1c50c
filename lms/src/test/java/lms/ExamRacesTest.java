package lms;

import lms.testing.TestDatabase;

/** The races of an exam on MariaDB. */
final class ExamRacesTest extends ExamRaces {
  ExamRacesTest() {
    super(TestDatabase.create());
  }
}
