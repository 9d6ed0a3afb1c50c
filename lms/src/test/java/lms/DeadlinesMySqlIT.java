package lms;

import lms.testing.MySqlServer;

/** The deadlines on MySQL. */
final class DeadlinesMySqlIT extends Deadlines {
  DeadlinesMySqlIT() {
    super(MySqlServer.create());
  }
}
