package lms;

import lms.testing.MySqlServer;

/** The races of an exam on MySQL. */
final class ExamRacesMySqlIT extends ExamRaces {
  ExamRacesMySqlIT() {
    super(MySqlServer.create());
  }
}
