package lms.accounts;

import lms.platform.Authenticator;

/** A session that the platform opens for itself, to warm up; it ends when it is closed. */
public final class Visit implements AutoCloseable {
  private final Sessions sessions;
  private final String token;

  Visit(Sessions sessions, String token) {
    this.sessions = sessions;
    this.token = token;
  }

  /** The Cookie header of this session. */
  public String cookie() {
    return Authenticator.COOKIE + '=' + token;
  }

  @Override
  public void close() {
    sessions.discard(token);
  }
}
