package lms;

import lms.testing.MySqlServer;

/** The races on MySQL. */
final class RacesMySqlIT extends Races {
  RacesMySqlIT() {
    super(MySqlServer.create());
  }
}
