package lms;

import lms.testing.TestDatabase;

/** The same on MariaDB. */
final class WatchingTest extends Watching {
  WatchingTest() {
    super(TestDatabase.create());
  }
}
