package lms;

import lms.testing.MySqlServer;

/** The deadlines on MySQL. */
final class ExamsMySqlIT extends Exams {
  ExamsMySqlIT() {
    super(MySqlServer.create());
  }
}
