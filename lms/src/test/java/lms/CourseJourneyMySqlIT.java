package lms;

import lms.testing.MySqlServer;

/** The journey on MySQL. */
final class CourseJourneyMySqlIT extends CourseJourney {
  CourseJourneyMySqlIT() {
    super(MySqlServer.create());
  }
}
