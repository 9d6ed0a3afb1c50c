package lms.platform;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import java.util.UUID;

/**
 * Answers requests that no route gets to see, because they are not HTTP or are too large: as a
 * problem like any other, with the same headers. Thread-safe.
 *
 * <p>The message of the web server is not passed on: it may repeat what was sent.
 */
final class ProtocolErrors implements DirectHandler {
  private final Metrics metrics;

  ProtocolErrors(Metrics metrics) {
    this.metrics = metrics;
  }

  /** What a status of the web server means here. */
  static Problem problem(int status) {
    return switch (status) {
      case 413 -> Problem.tooLarge(Exchange.BODY_BYTES_MAX / 1024);
      case 414, 431 -> Problem.protocol(status, Words.of("platform.too-long"));
      case 500 -> Problem.protocol(status, Words.of("platform.error"));
      default -> Problem.protocol(status, Words.of("platform.malformed"));
    };
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    Problem problem = problem(status.code());
    Answer answer = Routes.details(status.code(), problem.type(), problem.detail());
    metrics.count("lms_http_requests_malformed_total", "status", Integer.toString(status.code()));
    for (Header header : Routes.ALWAYS) {
      headers.set(header);
    }
    headers.set(RequestId.HEADER, UUID.randomUUID().toString());
    headers.set(HeaderNames.CONTENT_TYPE, answer.contentType());
    headers.set(HeaderValues.CONNECTION_CLOSE);
    return TransportResponse.builder()
        .status(status)
        .headers(headers)
        .keepAlive(false)
        .entity(answer.body())
        .build();
  }
}
