package lms;

import lms.testing.MySqlServer;

/** Exams on MySQL. */
final class ExamsMySqlIT extends Exams {
  ExamsMySqlIT() {
    super(MySqlServer.create());
  }
}
