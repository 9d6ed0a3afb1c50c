-- How much of a video somebody has watched, and what finds a course's discussions and ratings.

ALTER TABLE lesson_progress
  -- where the learner was last; NULL: at video_position_seconds, which is the furthest second
  ADD COLUMN last_seconds INT NULL,
  -- seconds of playing that count; NULL: as many as video_position_seconds
  ADD COLUMN watched_seconds INT NULL,
  -- until when playing has been counted; NULL before the first report
  ADD COLUMN counted_until DATETIME(3) NULL;

CREATE INDEX posts_by_course ON posts (course_id, thread_id, id);
CREATE INDEX ratings_by_time ON ratings (course_id, updated_at, user_id);
