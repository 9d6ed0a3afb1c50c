package lms.platform;

import java.security.SecureRandom;
import java.util.Base64;

/** Random names that nobody guesses, in letters that addresses and cookies take. Thread-safe. */
public final class Tokens {
  /** Bytes of one that is as good as a password. */
  private static final int SECRET_BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private Tokens() {}

  /** One that is as good as a password: 256 random bits in 43 characters. */
  public static String secret() {
    return of(SECRET_BYTES);
  }

  /** One of so many random bytes, in four characters for each three. */
  public static String of(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
