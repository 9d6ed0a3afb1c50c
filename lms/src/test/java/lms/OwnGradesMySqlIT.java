package lms;

import lms.testing.MySqlServer;

/** One's own grades on MySQL. */
final class OwnGradesMySqlIT extends OwnGrades {
  OwnGradesMySqlIT() {
    super(MySqlServer.create());
  }
}
