-- Links by which people choose a new password; at most one a person.
CREATE TABLE password_resets (
  user_id BIGINT NOT NULL,
  -- SHA-256 of what the link has, in hexadecimal digits
  token_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  PRIMARY KEY (user_id),
  UNIQUE KEY password_resets_token (token_hash),
  CONSTRAINT password_resets_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
