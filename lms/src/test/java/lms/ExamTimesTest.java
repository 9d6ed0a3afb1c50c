package lms;

import lms.testing.TestDatabase;

/** Times of exams on MariaDB. */
final class ExamTimesTest extends ExamTimes {
  ExamTimesTest() {
    super(TestDatabase.create());
  }
}
