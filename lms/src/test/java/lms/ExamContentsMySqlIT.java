package lms;

import lms.testing.MySqlServer;

/** Contents of exams on MySQL. */
final class ExamContentsMySqlIT extends ExamContents {
  ExamContentsMySqlIT() {
    super(MySqlServer.create());
  }
}
