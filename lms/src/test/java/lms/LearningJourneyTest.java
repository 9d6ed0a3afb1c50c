package lms;

import lms.testing.TestDatabase;

/** The same on MariaDB. */
final class LearningJourneyTest extends LearningJourney {
  LearningJourneyTest() {
    super(TestDatabase.create());
  }
}
