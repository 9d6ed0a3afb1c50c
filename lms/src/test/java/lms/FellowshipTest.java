package lms;

import lms.testing.TestDatabase;

/** The same on MariaDB. */
final class FellowshipTest extends Fellowship {
  FellowshipTest() {
    super(TestDatabase.create());
  }
}
