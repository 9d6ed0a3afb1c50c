-- How learners hear of things: notifications in their language, mail, calendars; and what they say to each other.

-- JSON of what the title says in no language; NULL where there is only the title.
ALTER TABLE notifications ADD COLUMN words TEXT NULL;

-- Where somebody wants to hear of one kind of thing; without a row, as the platform does by itself.
CREATE TABLE notification_preferences (
  user_id BIGINT NOT NULL,
  kind VARCHAR(32) CHARACTER SET ascii NOT NULL,
  on_page BOOLEAN NOT NULL,
  by_mail BOOLEAN NOT NULL,
  PRIMARY KEY (user_id, kind),
  CONSTRAINT notification_preferences_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

-- Mails to send; a row goes when its mail is with the mail server.
CREATE TABLE outbox (
  id BIGINT NOT NULL AUTO_INCREMENT,
  user_id BIGINT NOT NULL,
  title VARCHAR(200) NOT NULL,
  words TEXT NULL,
  link VARCHAR(200) NOT NULL,
  created_at DATETIME(3) NOT NULL,
  -- Until then it is somebody's who sends it, or it waits after a failure.
  next_try_at DATETIME(3) NOT NULL,
  tries INT NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  KEY outbox_by_time (next_try_at),
  CONSTRAINT outbox_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE calendar_links (
  user_id BIGINT NOT NULL,
  -- As it is: whoever reads this table can read what it leads to.
  token CHAR(43) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at DATETIME(3) NOT NULL,
  PRIMARY KEY (user_id),
  UNIQUE KEY calendar_links_token (token),
  CONSTRAINT calendar_links_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE posts (
  id BIGINT NOT NULL AUTO_INCREMENT,
  course_id BIGINT NOT NULL,
  lesson_id BIGINT NOT NULL,
  -- the post that began the thread; NULL for that one
  thread_id BIGINT NULL,
  user_id BIGINT NOT NULL,
  -- Markdown; empty once it is deleted
  body TEXT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  edited_at DATETIME(3) NULL,
  deleted_at DATETIME(3) NULL,
  -- a teacher says that this reply answers the thread
  answer BOOLEAN NOT NULL DEFAULT FALSE,
  -- of a thread: replies that are not deleted
  replies INT NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  KEY posts_by_lesson (lesson_id, thread_id, id),
  KEY posts_by_thread (thread_id, id),
  KEY posts_by_user (user_id, created_at),
  CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT posts_lesson FOREIGN KEY (lesson_id) REFERENCES lessons (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
