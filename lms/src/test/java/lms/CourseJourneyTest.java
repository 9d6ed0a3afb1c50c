package lms;

import lms.testing.TestDatabase;

/** The journey on MariaDB. */
final class CourseJourneyTest extends CourseJourney {
  CourseJourneyTest() {
    super(TestDatabase.create());
  }
}
