package lms.platform;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who may use a route: the one place where this is decided. */
public enum Access {
  ANYONE,
  SIGNED_IN,
  TEACHERS,
  ADMINISTRATORS;

  /** Such as {@code signed-in}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Refuses whom the route is not for: 401 where nobody is signed in, 403 for the wrong role. */
  void check(@Nullable Person person) {
    if (this == ANYONE) {
      return;
    }
    if (person == null) {
      throw Problem.notSignedIn(Words.of("platform.sign-in-first"));
    }
    boolean allowed =
        switch (this) {
          case ANYONE, SIGNED_IN -> true;
          case TEACHERS -> person.role() != Person.Role.LEARNER;
          case ADMINISTRATORS -> person.role() == Person.Role.ADMINISTRATOR;
        };
    if (!allowed) {
      throw Problem.forbidden(Words.of("platform.role"));
    }
  }
}
