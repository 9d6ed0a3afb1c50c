package chaos.cut;

/**
 * One connection's bytes as a proxy passes them on. Asked on two threads, one a direction, which it
 * has to coordinate itself.
 */
interface Conversation {
  /** One that is never cut off. */
  Conversation UNCUT =
      new Conversation() {
        @Override
        public void asked(byte[] bytes, int length) {
          // It is only passed on.
        }

        @Override
        public boolean answered(byte[] bytes, int length) {
          return false;
        }
      };

  /** Bytes from the client are about to be passed on to the server. */
  void asked(byte[] bytes, int length);

  /**
   * Bytes from the server have come and are not passed on yet.
   *
   * @return whether the connection is to be cut off now, and the client to hear nothing of them
   */
  boolean answered(byte[] bytes, int length);
}
