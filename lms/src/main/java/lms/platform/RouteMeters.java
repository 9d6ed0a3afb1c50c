package lms.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** The figures of one route. Thread-safe. */
final class RouteMeters {
  private final Metrics metrics;
  private final String method;
  private final String pattern;
  private final Timer duration;
  private final ConcurrentMap<Integer, Counter> byStatus = new ConcurrentHashMap<>();

  RouteMeters(Metrics metrics, String method, String pattern) {
    this.metrics = metrics;
    this.method = method;
    this.pattern = pattern;
    this.duration = metrics.timer("lms_http_request_duration_seconds", "route", pattern);
    // There from the start, as 0: a rise from nothing is no rise for who reads figures.
    byStatus.put(200, counter(200));
  }

  void record(int status, long nanos) {
    duration.record(nanos, TimeUnit.NANOSECONDS);
    byStatus.computeIfAbsent(status, this::counter).increment();
  }

  private Counter counter(int status) {
    return metrics.counter(
        "lms_http_requests_total",
        "method",
        method,
        "endpoint",
        pattern,
        "status",
        Integer.toString(status));
  }
}
