-- People who have not shown yet that their address is theirs, with the link that shows it.
CREATE TABLE unconfirmed_addresses (
  user_id BIGINT NOT NULL,
  -- SHA-256 of what the link has, in hexadecimal digits
  token_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- of the link
  expires_at DATETIME(3) NOT NULL,
  PRIMARY KEY (user_id),
  UNIQUE KEY unconfirmed_addresses_token (token_hash),
  CONSTRAINT unconfirmed_addresses_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;
