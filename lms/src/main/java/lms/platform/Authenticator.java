package lms.platform;

import java.util.Optional;

/** Tells who a session's cookie belongs to. */
@FunctionalInterface
public interface Authenticator {
  /** The name of the cookie. */
  String COOKIE = "lms_session";

  /** Whom the token belongs to, if it is that of a session that still holds. */
  Optional<Person> person(String token);
}
