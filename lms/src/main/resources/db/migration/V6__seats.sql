-- What the catalogue is filtered and sorted by, and who waits for a seat.

ALTER TABLE courses
  -- in which it is taught, such as en or es
  ADD COLUMN language VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT 'en',
  -- introductory, intermediate or advanced
  ADD COLUMN level VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT 'introductory',
  ADD COLUMN rating_average DECIMAL(4, 3)
    AS (CASE WHEN rating_count = 0 THEN 0 ELSE ROUND(rating_sum / rating_count, 3) END) VIRTUAL;

CREATE INDEX courses_by_publication ON courses (published_at, id);
CREATE INDEX courses_by_title ON courses (title, id);
CREATE INDEX courses_by_rating ON courses (rating_average, id);

-- Rows change only under the lock of their course's row, so that ids are in the order of the line.
CREATE TABLE waiting_list (
  id BIGINT NOT NULL AUTO_INCREMENT,
  course_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY waiting_list_once (user_id, course_id),
  KEY waiting_list_in_order (course_id, id),
  CONSTRAINT waiting_list_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
