-- Editing of what is published: each edit makes the next edition of its course.

ALTER TABLE courses
  -- rises by one with each edit of anything in the course
  ADD COLUMN edition BIGINT NOT NULL DEFAULT 1,
  -- the edition that the last edit of this row made; the same below
  ADD COLUMN edited BIGINT NOT NULL DEFAULT 1;

ALTER TABLE sections ADD COLUMN edited BIGINT NOT NULL DEFAULT 1;

-- Learners see no drafts, and need none of them to complete the course.
ALTER TABLE lessons
  ADD COLUMN edited BIGINT NOT NULL DEFAULT 1,
  ADD COLUMN draft BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE quizzes
  ADD COLUMN edited BIGINT NOT NULL DEFAULT 1,
  ADD COLUMN draft BOOLEAN NOT NULL DEFAULT FALSE;
