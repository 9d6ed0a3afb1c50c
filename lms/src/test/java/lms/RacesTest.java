package lms;

import lms.testing.TestDatabase;

/** The races on MariaDB. */
final class RacesTest extends Races {
  RacesTest() {
    super(TestDatabase.create());
  }
}
