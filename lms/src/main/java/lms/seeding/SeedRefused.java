package lms.seeding;

/** A database that is not ours to fill. */
public final class SeedRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SeedRefused(String message) {
    super(message, null, false, false);
  }
}
