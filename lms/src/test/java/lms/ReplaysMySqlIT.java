package lms;

import lms.testing.MySqlServer;

/** The replays on MySQL. */
final class ReplaysMySqlIT extends Replays {
  ReplaysMySqlIT() {
    super(MySqlServer.create());
  }
}
