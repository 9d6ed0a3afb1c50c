package lms;

import lms.testing.MySqlServer;

/** The same on MySQL. */
final class FellowshipMySqlIT extends Fellowship {
  FellowshipMySqlIT() {
    super(MySqlServer.create());
  }
}
