package lms;

import lms.testing.TestDatabase;

/** The replays on MariaDB. */
final class ReplaysTest extends Replays {
  ReplaysTest() {
    super(TestDatabase.create());
  }
}
