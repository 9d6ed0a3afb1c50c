-- Groups, announcements and the gradebook of a course.

-- No foreign keys on course_id: they would take shared locks on the course row, whose seats are being counted.
CREATE TABLE course_groups (
  id BIGINT NOT NULL AUTO_INCREMENT,
  course_id BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY course_groups_named (course_id, name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE group_members (
  group_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  PRIMARY KEY (group_id, user_id),
  KEY group_members_by_user (user_id),
  CONSTRAINT group_members_group FOREIGN KEY (group_id) REFERENCES course_groups (id) ON DELETE CASCADE,
  CONSTRAINT group_members_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE announcements (
  id BIGINT NOT NULL AUTO_INCREMENT,
  course_id BIGINT NOT NULL,
  author_id BIGINT NOT NULL,
  title VARCHAR(200) NOT NULL,
  -- Markdown
  body TEXT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  -- Everybody is notified whose enrolment has an id up to this one.
  notified_to BIGINT NOT NULL DEFAULT 0,
  -- NULL: somebody may still have to be notified
  notified_at DATETIME(3) NULL,
  PRIMARY KEY (id),
  KEY announcements_by_course (course_id, id),
  KEY announcements_unfinished (notified_at, created_at),
  CONSTRAINT announcements_author FOREIGN KEY (author_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- What counts for the final grade. A quiz without a row counts with weight 1.
CREATE TABLE grade_items (
  id BIGINT NOT NULL AUTO_INCREMENT,
  course_id BIGINT NOT NULL,
  -- NULL: what a teacher grades outside of the platform
  quiz_id BIGINT NULL,
  title VARCHAR(200) NOT NULL,
  weight DECIMAL(7, 3) NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  UNIQUE KEY grade_items_one_a_quiz (quiz_id),
  KEY grade_items_by_course (course_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- Grades that a teacher gave instead of the computed ones.
CREATE TABLE grade_overrides (
  item_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  percent DECIMAL(6, 2) NOT NULL,
  reason VARCHAR(500) NOT NULL,
  set_by BIGINT NOT NULL,
  set_at DATETIME(3) NOT NULL,
  -- rises with each change, so that nobody overwrites what another teacher has just set
  version BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (item_id, user_id),
  KEY grade_overrides_by_user (user_id),
  CONSTRAINT grade_overrides_item FOREIGN KEY (item_id) REFERENCES grade_items (id),
  CONSTRAINT grade_overrides_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
