package loadtests.injectors;

import org.jspecify.annotations.Nullable;

/**
 * How an injector ended.
 *
 * @param millis when, in epoch milliseconds of this process
 * @param status the exit status of its process; null where nobody can say
 * @param how what else is known, as a clause; empty where it ended by itself
 * @param complete whether all files that it left are in its folder
 */
public record InjectorEnd(long millis, @Nullable Integer status, String how, boolean complete) {
  /** In words, from the verb on. */
  String words() {
    String code = status == null ? "ended" : "ended with status " + status;
    return how.isEmpty() ? code : code + " (" + how + ")";
  }
}
