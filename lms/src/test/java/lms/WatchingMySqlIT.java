package lms;

import lms.testing.MySqlServer;

/** The same on MySQL. */
final class WatchingMySqlIT extends Watching {
  WatchingMySqlIT() {
    super(MySqlServer.create());
  }
}
