-- The question bank: questions of a course by category, of which quizzes draw.

CREATE TABLE question_categories (
  id BIGINT NOT NULL AUTO_INCREMENT,
  course_id BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY question_categories_named (course_id, name),
  CONSTRAINT question_categories_course FOREIGN KEY (course_id) REFERENCES courses (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

ALTER TABLE questions
  -- NULL: of the bank
  MODIFY quiz_id BIGINT NULL,
  -- NULL: of a quiz
  ADD COLUMN category_id BIGINT NULL,
  -- the edition of the course that last changed it
  ADD COLUMN edited BIGINT NOT NULL DEFAULT 1,
  ADD KEY questions_by_category (category_id, id);

CREATE TABLE quiz_draws (
  quiz_id BIGINT NOT NULL,
  category_id BIGINT NOT NULL,
  -- how many of the category each attempt is asked
  number INT NOT NULL,
  PRIMARY KEY (quiz_id, category_id),
  KEY quiz_draws_by_category (category_id),
  CONSTRAINT quiz_draws_quiz FOREIGN KEY (quiz_id) REFERENCES quizzes (id),
  CONSTRAINT quiz_draws_category FOREIGN KEY (category_id) REFERENCES question_categories (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
