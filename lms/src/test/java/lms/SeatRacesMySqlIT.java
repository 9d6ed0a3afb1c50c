package lms;

import lms.testing.MySqlServer;

/** Seats on MySQL. */
final class SeatRacesMySqlIT extends SeatRaces {
  SeatRacesMySqlIT() {
    super(MySqlServer.create());
  }
}
