package lms;

import lms.testing.TestDatabase;

/** Contents of exams on MariaDB. */
final class ExamContentsTest extends ExamContents {
  ExamContentsTest() {
    super(TestDatabase.create());
  }
}
