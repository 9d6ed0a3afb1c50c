package loadtests.learners;

import java.util.function.Function;
import loadtests.plan.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One request that a learner is about to make, and what its answer must mean.
 *
 * @param kind under which name it is counted
 * @param path path and query
 * @param body JSON, where the request has a body
 * @param key the idempotency key, where the request takes one
 * @param write what the ledger has to know, where it is a write
 * @param meaning takes the body of a successful answer, gives {@link #AS_EXPECTED} or what is
 *     wrong, and tells the learner what the answer said; called once at most
 */
public record Step(
    Kind kind,
    String path,
    @Nullable String body,
    @Nullable String key,
    @Nullable Write write,
    Function<String, String> meaning) {
  /** What {@link #meaning} says of a right answer. */
  public static final String AS_EXPECTED = "as expected";

  static Step read(Kind kind, String path, Function<String, String> meaning) {
    return new Step(kind, path, null, null, null, meaning);
  }
}
