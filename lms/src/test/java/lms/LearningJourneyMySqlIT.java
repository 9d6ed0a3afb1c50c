package lms;

import lms.testing.MySqlServer;

/** The same on MySQL. */
final class LearningJourneyMySqlIT extends LearningJourney {
  LearningJourneyMySqlIT() {
    super(MySqlServer.create());
  }
}
