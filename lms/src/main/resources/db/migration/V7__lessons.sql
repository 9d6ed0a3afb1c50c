-- When lessons open, are due and count as done, and what comes with them.

ALTER TABLE sections
  ADD COLUMN opens_at DATETIME(3) NULL,
  -- the section whose lessons must all be done first
  ADD COLUMN after_section_id BIGINT NULL;

ALTER TABLE lessons
  ADD COLUMN opens_at DATETIME(3) NULL,
  -- the lesson that must be done first
  ADD COLUMN after_lesson_id BIGINT NULL,
  ADD COLUMN due_at DATETIME(3) NULL,
  -- what completes it: hand (a button), viewed (its video to the end) or quiz (a quiz passed)
  ADD COLUMN completion VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT 'hand',
  ADD COLUMN completion_quiz_id BIGINT NULL,
  -- a path of this site; NULL while the video is stored nowhere
  ADD COLUMN video_path VARCHAR(300) CHARACTER SET ascii NULL;

CREATE INDEX lessons_by_quiz ON lessons (completion_quiz_id);
-- where a learner was last
CREATE INDEX lesson_progress_by_time ON lesson_progress (user_id, updated_at);

CREATE TABLE lesson_captions (
  lesson_id BIGINT NOT NULL,
  language VARCHAR(8) CHARACTER SET ascii NOT NULL,
  label VARCHAR(60) NOT NULL,
  -- WebVTT
  body MEDIUMTEXT NOT NULL,
  PRIMARY KEY (lesson_id, language),
  CONSTRAINT lesson_captions_lesson FOREIGN KEY (lesson_id) REFERENCES lessons (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

CREATE TABLE lesson_attachments (
  id BIGINT NOT NULL AUTO_INCREMENT,
  lesson_id BIGINT NOT NULL,
  name VARCHAR(120) NOT NULL,
  size INT NOT NULL,
  content MEDIUMBLOB NOT NULL,
  created_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY lesson_attachments_named (lesson_id, name),
  CONSTRAINT lesson_attachments_lesson FOREIGN KEY (lesson_id) REFERENCES lessons (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
