-- The language that a person reads and where the person's clock is; NULL is the browser's and UTC.

ALTER TABLE users
  ADD COLUMN language VARCHAR(8) CHARACTER SET ascii NULL,
  ADD COLUMN time_zone VARCHAR(64) CHARACTER SET ascii NULL;

-- What a refusal says, in no language; body keeps it in English.
ALTER TABLE idempotency_keys ADD COLUMN words TEXT NULL;
