-- Accounts whose owner is gone: what was learnt stays, without a name.

ALTER TABLE users ADD COLUMN erased_at DATETIME(3) NULL;
