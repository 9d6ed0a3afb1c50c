package lms;

import lms.testing.MySqlServer;

/** The search on MySQL. */
final class CourseSearchMySqlIT extends CourseSearch {
  CourseSearchMySqlIT() {
    super(MySqlServer.create());
  }
}
