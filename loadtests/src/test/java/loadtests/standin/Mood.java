package loadtests.standin;

import org.jspecify.annotations.Nullable;

/** How a stand-in answers. Thread-safe. */
@FunctionalInterface
interface Mood {
  /** Everything is answered as it should be. */
  Mood WELL = _ -> Reply.RIGHT;

  /** A call as it came in; {@code user} is empty before the sign-in. */
  record Call(String method, String path, String user, @Nullable String key, String body) {}

  /** What becomes of a call. */
  enum Reply {
    /** The right answer. */
    RIGHT,
    /** The connection is closed without one. */
    NONE,
    /** 409. */
    CONFLICT,
    /** 500. */
    BROKEN,
    /** 503, to be asked again after a second. */
    BUSY
  }

  /** What becomes of this call. */
  Reply of(Call call);
}
