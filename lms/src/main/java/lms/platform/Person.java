package lms.platform;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is signed in.
 *
 * @param csrf the token that this session's forms carry
 * @param language the one that this person chose, or null
 * @param zone where this person's clock is, or null
 */
public record Person(
    long id,
    String name,
    Role role,
    String csrf,
    @Nullable Language language,
    @Nullable ZoneId zone) {
  /** What is stored for the name of somebody whose account was erased; {@link Text#person}. */
  public static final String ERASED = "(erased)";

  /** What a person is on the platform; each role may all that the ones before it may. */
  public enum Role {
    LEARNER,
    TEACHER,
    ADMINISTRATOR;

    /** The word in the database and in the API. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The role with this word. */
    public static Role of(String word) {
      return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
  }
}
