-- News that waits for a publication, certificates that an edit may have earned, changed announcements.

-- Who was enrolled by a teacher before the course was published, and is told once it is.
CREATE TABLE enrolment_news (
  course_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  PRIMARY KEY (course_id, user_id),
  KEY enrolment_news_by_user (user_id),
  CONSTRAINT enrolment_news_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- Courses in which less is left to do than before, so that somebody may have done it all.
CREATE TABLE course_settlements (
  course_id BIGINT NOT NULL,
  -- rises with each edit that leaves less to do; everybody is looked at anew then
  asked BIGINT NOT NULL DEFAULT 1,
  -- what it was when everybody had been looked at
  settled BIGINT NOT NULL DEFAULT 0,
  -- Everybody is looked at whose enrolment has an id up to this one.
  done_to BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (course_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

ALTER TABLE announcements
  -- NULL: it is as it was announced
  ADD COLUMN edited_at DATETIME(3) NULL;
