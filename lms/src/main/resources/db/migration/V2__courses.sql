-- Courses with their outline, who takes them, what they think of them, and what is new for whom.

CREATE TABLE courses (
  id BIGINT NOT NULL AUTO_INCREMENT,
  code VARCHAR(16) NOT NULL,
  title VARCHAR(200) NOT NULL,
  summary VARCHAR(500) NOT NULL,
  description TEXT NOT NULL,
  category VARCHAR(60) NOT NULL,
  content_token VARCHAR(32) CHARACTER SET ascii NOT NULL,
  teacher_id BIGINT NOT NULL,
  -- NULL: as many as want to
  seats INT NULL,
  seats_taken INT NOT NULL DEFAULT 0,
  published_at DATETIME(3) NULL,
  rating_sum INT NOT NULL DEFAULT 0,
  rating_count INT NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE KEY courses_code (code),
  FULLTEXT KEY courses_text (title, summary),
  CONSTRAINT courses_teacher FOREIGN KEY (teacher_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE sections (
  id BIGINT NOT NULL AUTO_INCREMENT,
  course_id BIGINT NOT NULL,
  position INT NOT NULL,
  title VARCHAR(200) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY sections_in_order (course_id, position),
  CONSTRAINT sections_course FOREIGN KEY (course_id) REFERENCES courses (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE lessons (
  id BIGINT NOT NULL AUTO_INCREMENT,
  course_id BIGINT NOT NULL,
  section_id BIGINT NOT NULL,
  position INT NOT NULL,
  title VARCHAR(200) NOT NULL,
  -- Markdown
  body MEDIUMTEXT NOT NULL,
  -- NULL: no video
  video_seconds INT NULL,
  content_token VARCHAR(32) CHARACTER SET ascii NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY lessons_in_order (course_id, position),
  CONSTRAINT lessons_course FOREIGN KEY (course_id) REFERENCES courses (id),
  CONSTRAINT lessons_section FOREIGN KEY (section_id) REFERENCES sections (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- No foreign key on course_id: it would take a shared lock on the course row, whose seats are being counted.
CREATE TABLE enrolments (
  id BIGINT NOT NULL AUTO_INCREMENT,
  user_id BIGINT NOT NULL,
  course_id BIGINT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  completed_at DATETIME(3) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY enrolments_one_a_course (user_id, course_id),
  KEY enrolments_by_course (course_id),
  CONSTRAINT enrolments_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE ratings (
  user_id BIGINT NOT NULL,
  course_id BIGINT NOT NULL,
  stars TINYINT NOT NULL,
  comment VARCHAR(2000) NOT NULL DEFAULT '',
  updated_at DATETIME(3) NOT NULL,
  PRIMARY KEY (user_id, course_id),
  KEY ratings_by_course (course_id),
  CONSTRAINT ratings_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE notifications (
  id BIGINT NOT NULL AUTO_INCREMENT,
  user_id BIGINT NOT NULL,
  kind VARCHAR(32) CHARACTER SET ascii NOT NULL,
  title VARCHAR(200) NOT NULL,
  link VARCHAR(200) NOT NULL,
  created_at DATETIME(3) NOT NULL,
  read_at DATETIME(3) NULL,
  PRIMARY KEY (id),
  KEY notifications_by_user (user_id, read_at, id),
  CONSTRAINT notifications_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
