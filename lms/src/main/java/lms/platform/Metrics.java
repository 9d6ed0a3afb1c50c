package lms.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/** The figures of this process, in Prometheus' text format. Thread-safe. */
public final class Metrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** Adds one to a counter; tags are name, value, name, value. */
  public void count(String name, String... tags) {
    counter(name, tags).increment();
  }

  /** A counter to keep where counting must cost nothing. */
  public Counter counter(String name, String... tags) {
    return registry.counter(name, tags);
  }

  /** Records how long something took, with a histogram around the promised limits. */
  public Timer timer(String name, String... tags) {
    return Timer.builder(name)
        .tags(tags)
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(150),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10))
        .register(registry);
  }

  /** A figure that is read when somebody asks. */
  public void gauge(String name, Supplier<Number> value) {
    Gauge.builder(name, value).strongReference(true).register(registry);
  }

  /** All figures, as Prometheus reads them. */
  public String text() {
    return registry.scrape();
  }

  void query(String operation) {
    counter("lms_database_queries_total", "operation", operation).increment();
  }
}
