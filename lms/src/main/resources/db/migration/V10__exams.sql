-- Exams: when a quiz may be taken, what changed in it and when, who gets more, what teachers gave by hand.

ALTER TABLE quizzes
  -- Rises with each change of questions or keys; see quiz_revisions.
  ADD COLUMN revision INT NOT NULL DEFAULT 0,
  -- NULL: always open; an attempt may begin from then on
  ADD COLUMN opens_at DATETIME(3) NULL,
  -- NULL: never closes; no attempt goes on beyond it
  ADD COLUMN closes_at DATETIME(3) NULL,
  -- What becomes of an attempt that nobody handed in: submit, grace or discard
  ADD COLUMN overdue VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT 'submit',
  -- From when on learners see what came of it: submission, closing or never
  ADD COLUMN review_from VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT 'submission',
  -- What they see then, comma separated: score, key, feedback
  ADD COLUMN review_shows VARCHAR(64) CHARACTER SET ascii NOT NULL DEFAULT 'score,key,feedback';

ALTER TABLE questions
  -- Markdown, for the learner's review
  ADD COLUMN feedback TEXT NULL;

-- What a quiz asked at one time; never changed. Revision 0 is in questions until the first change.
CREATE TABLE quiz_revisions (
  quiz_id BIGINT NOT NULL,
  revision INT NOT NULL,
  -- JSON
  content MEDIUMTEXT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  PRIMARY KEY (quiz_id, revision),
  CONSTRAINT quiz_revisions_quiz FOREIGN KEY (quiz_id) REFERENCES quizzes (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

ALTER TABLE attempts
  -- The revision of the quiz that it began with and keeps
  ADD COLUMN revision INT NOT NULL DEFAULT 0,
  -- Given to this attempt alone, by an extension or a reopening
  ADD COLUMN extended_seconds INT NOT NULL DEFAULT 0,
  -- How it ended: learner, deadline or discarded; NULL while it is open, and before this column was
  ADD COLUMN ending VARCHAR(16) CHARACTER SET ascii NULL,
  -- Answers that wait for marks; the score is of the others
  ADD COLUMN pending INT NOT NULL DEFAULT 0,
  -- Ids of the questions that the learner wants to look at again, comma separated
  ADD COLUMN flags TEXT NULL;

CREATE TABLE quiz_allowances (
  quiz_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  extra_seconds INT NOT NULL DEFAULT 0,
  extra_attempts INT NOT NULL DEFAULT 0,
  -- Instead of the quiz's own
  opens_at DATETIME(3) NULL,
  closes_at DATETIME(3) NULL,
  set_by BIGINT NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  PRIMARY KEY (quiz_id, user_id),
  CONSTRAINT quiz_allowances_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- Points given by hand, which count instead of those that the key gives.
CREATE TABLE answer_marks (
  attempt_id BIGINT NOT NULL,
  question_id BIGINT NOT NULL,
  points DOUBLE NOT NULL,
  comment VARCHAR(2000) NOT NULL DEFAULT '',
  marked_by BIGINT NOT NULL,
  marked_at DATETIME(3) NOT NULL,
  PRIMARY KEY (attempt_id, question_id),
  CONSTRAINT answer_marks_attempt FOREIGN KEY (attempt_id) REFERENCES attempts (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
