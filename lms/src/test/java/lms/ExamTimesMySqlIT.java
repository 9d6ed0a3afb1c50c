package lms;

import lms.testing.MySqlServer;

/** Times of exams on MySQL. */
final class ExamTimesMySqlIT extends ExamTimes {
  ExamTimesMySqlIT() {
    super(MySqlServer.create());
  }
}
