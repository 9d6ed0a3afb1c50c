package chaos.faults;

/**
 * Sees whether a fault is in force, by reading another source than the injection writes. It is
 * asked before the injection, again and again while the fault should be in force until it has
 * fired, and after the undoing.
 */
public interface Witness {
  /** The witness of the control, which has nothing to see. */
  Witness NOBODY =
      new Witness() {
        @Override
        public String source() {
          return "nothing";
        }

        @Override
        public String look() {
          return "nothing";
        }

        @Override
        public boolean fired(String before, String during) {
          return false;
        }
      };

  /**
   * The number that a look begins with.
   *
   * @throws NumberFormatException where it begins with something else
   */
  static long number(String seen) {
    return Long.parseLong(seen.substring(0, seen.indexOf(' ')));
  }

  /** What it reads, in words. */
  String source();

  /** Reads it now, one line; what can't be read is a line that says so, never an exception. */
  String look() throws InterruptedException;

  /** Whether a look before and one during the fault show that it is in force. */
  boolean fired(String before, String during);
}
