-- What a learner has done in each lesson, and the certificates that this earns.

-- No foreign key on course_id: it would take a shared lock on the course row, which enrolments and ratings update.
CREATE TABLE lesson_progress (
  user_id BIGINT NOT NULL,
  lesson_id BIGINT NOT NULL,
  course_id BIGINT NOT NULL,
  completed_at DATETIME(3) NULL,
  video_position_seconds INT NOT NULL DEFAULT 0,
  updated_at DATETIME(3) NOT NULL,
  PRIMARY KEY (user_id, lesson_id),
  KEY lesson_progress_by_course (user_id, course_id, completed_at),
  CONSTRAINT lesson_progress_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT lesson_progress_lesson FOREIGN KEY (lesson_id) REFERENCES lessons (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE certificates (
  id BIGINT NOT NULL AUTO_INCREMENT,
  code VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  user_id BIGINT NOT NULL,
  course_id BIGINT NOT NULL,
  issued_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY certificates_code (code),
  UNIQUE KEY certificates_one_a_course (user_id, course_id),
  CONSTRAINT certificates_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
