-- Regrading as a task that any pod can go on with, and what invigilators look attempts up by.

CREATE TABLE regrades (
  id BIGINT NOT NULL AUTO_INCREMENT,
  quiz_id BIGINT NOT NULL,
  started_by BIGINT NOT NULL,
  started_at DATETIME(3) NOT NULL,
  -- Every submitted attempt up to this id is done.
  done_to BIGINT NOT NULL DEFAULT 0,
  done INT NOT NULL DEFAULT 0,
  changed INT NOT NULL DEFAULT 0,
  touched_at DATETIME(3) NOT NULL,
  -- NULL: not all attempts are done
  finished_at DATETIME(3) NULL,
  PRIMARY KEY (id),
  KEY regrades_by_quiz (quiz_id, id),
  KEY regrades_unfinished (finished_at, touched_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE regrade_changes (
  regrade_id BIGINT NOT NULL,
  attempt_id BIGINT NOT NULL,
  score_before DOUBLE NULL,
  score_after DOUBLE NULL,
  PRIMARY KEY (regrade_id, attempt_id),
  CONSTRAINT regrade_changes_regrade FOREIGN KEY (regrade_id) REFERENCES regrades (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE INDEX attempts_by_state ON attempts (quiz_id, submitted_at, id);
CREATE INDEX attempts_pending ON attempts (quiz_id, pending, id);
