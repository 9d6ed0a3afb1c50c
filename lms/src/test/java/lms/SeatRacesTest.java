package lms;

import lms.testing.TestDatabase;

/** Seats on MariaDB. */
final class SeatRacesTest extends SeatRaces {
  SeatRacesTest() {
    super(TestDatabase.create());
  }
}
