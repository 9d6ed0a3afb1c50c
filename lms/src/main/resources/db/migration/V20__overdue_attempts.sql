-- What finds attempts whose time is over, and which answer a mark was given for.

CREATE INDEX attempts_by_deadline ON attempts (submitted_at, deadline_at);

ALTER TABLE answer_marks
  -- Of the answer that was marked, 0 where there was none; NULL: marked before this column was
  ADD COLUMN sequence BIGINT NULL;
