-- Quizzes with their questions, and what learners answered.

CREATE TABLE quizzes (
  id BIGINT NOT NULL AUTO_INCREMENT,
  course_id BIGINT NOT NULL,
  title VARCHAR(200) NOT NULL,
  time_limit_seconds INT NULL,
  grace_seconds INT NOT NULL DEFAULT 0,
  attempt_limit INT NULL,
  shuffled BOOLEAN NOT NULL DEFAULT TRUE,
  -- The share of the points, in per cent, from which on an attempt passes.
  pass_percent INT NOT NULL DEFAULT 60,
  PRIMARY KEY (id),
  KEY quizzes_by_course (course_id),
  CONSTRAINT quizzes_course FOREIGN KEY (course_id) REFERENCES courses (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE questions (
  id BIGINT NOT NULL AUTO_INCREMENT,
  quiz_id BIGINT NOT NULL,
  position INT NOT NULL,
  -- single, multiple, numeric or text
  kind VARCHAR(16) CHARACTER SET ascii NOT NULL,
  prompt TEXT NOT NULL,
  -- JSON: [{"id":"a","text":"..."}]; [] where the learner writes the answer
  options TEXT NOT NULL,
  -- single: an option's id; multiple: ids sorted, comma separated; numeric: a decimal; text: accepted answers, one a line
  correct TEXT NOT NULL,
  -- numeric only: the largest accepted difference
  tolerance DOUBLE NULL,
  points INT NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  UNIQUE KEY questions_in_order (quiz_id, position),
  CONSTRAINT questions_quiz FOREIGN KEY (quiz_id) REFERENCES quizzes (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE attempts (
  id BIGINT NOT NULL AUTO_INCREMENT,
  quiz_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  number INT NOT NULL,
  shuffle_seed BIGINT NOT NULL,
  started_at DATETIME(3) NOT NULL,
  deadline_at DATETIME(3) NULL,
  submitted_at DATETIME(3) NULL,
  score DOUBLE NULL,
  max_score DOUBLE NULL,
  PRIMARY KEY (id),
  UNIQUE KEY attempts_numbered (quiz_id, user_id, number),
  KEY attempts_by_user (user_id, submitted_at),
  CONSTRAINT attempts_quiz FOREIGN KEY (quiz_id) REFERENCES quizzes (id),
  CONSTRAINT attempts_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE answers (
  attempt_id BIGINT NOT NULL,
  question_id BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  value TEXT NOT NULL,
  saved_at DATETIME(3) NOT NULL,
  PRIMARY KEY (attempt_id, question_id),
  CONSTRAINT answers_attempt FOREIGN KEY (attempt_id) REFERENCES attempts (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
