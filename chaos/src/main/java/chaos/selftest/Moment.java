package chaos.selftest;

import java.util.Locale;

/** Where in the life of a fault its harness is killed. */
enum Moment {
  /** Nothing is in the journal yet, and nothing is broken. */
  BEFORE_JOURNAL,
  /** The journal says what will be broken, and nothing is. */
  AFTER_JOURNAL,
  /** It is broken, and nobody has written that down. */
  MID_INJECT,
  /** It is broken, as the journal says. */
  AFTER_INJECT,
  /** The undoing has begun, and nothing is put right. */
  UNDO_BEGUN,
  /** It is put right, and nobody has written that down. */
  UNDO_DONE,
  /** It is put right, as the journal says. */
  AFTER_UNDO;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Moment named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
