-- Polls: one question with options, one vote each.

CREATE TABLE polls (
  id BIGINT NOT NULL AUTO_INCREMENT,
  course_id BIGINT NOT NULL,
  question VARCHAR(500) NOT NULL,
  -- JSON: ["...", "..."]
  options TEXT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  -- NULL: votes are taken, and may be changed
  closed_at DATETIME(3) NULL,
  PRIMARY KEY (id),
  KEY polls_by_course (course_id, id),
  CONSTRAINT polls_course FOREIGN KEY (course_id) REFERENCES courses (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE poll_votes (
  poll_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  -- the option's place in the list, from 0
  choice INT NOT NULL,
  voted_at DATETIME(3) NOT NULL,
  PRIMARY KEY (poll_id, user_id),
  KEY poll_votes_by_user (user_id),
  CONSTRAINT poll_votes_poll FOREIGN KEY (poll_id) REFERENCES polls (id),
  CONSTRAINT poll_votes_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
