package lms;

import lms.testing.TestDatabase;

/** The search on MariaDB. */
final class CourseSearchTest extends CourseSearch {
  CourseSearchTest() {
    super(TestDatabase.create());
  }
}
