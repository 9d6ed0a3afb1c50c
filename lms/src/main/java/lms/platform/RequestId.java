package lms.platform;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The name of a request, the same at the edge, in the answer and in every line of the log. Who
 * sends one keeps it, unless it could forge a line of the log.
 */
final class RequestId {
  static final HeaderName HEADER = HeaderNames.create("X-Request-Id");

  private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();
  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  static String of(ServerRequest request) {
    return request
        .headers()
        .first(HEADER)
        .filter(sent -> ACCEPTED.matcher(sent).matches())
        .orElseGet(() -> UUID.randomUUID().toString());
  }

  /** Runs {@code work} as part of the request called {@code id}. */
  static <T> T within(String id, Supplier<T> work) {
    return ScopedValue.where(CURRENT, id).call(work::get);
  }

  /** The request that this thread works for, if any. */
  static Optional<String> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }
}
