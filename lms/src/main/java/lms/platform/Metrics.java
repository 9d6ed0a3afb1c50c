package lms.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The figures of this process, in Prometheus' text format. Thread-safe. */
public final class Metrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** Starts with what the process itself costs: heap, garbage collection, CPU. */
  public Metrics() {
    registry
        .config()
        .meterFilter(
            new MeterFilter() {
              @Override
              public Meter.Id map(Meter.Id id) {
                return explained(id);
              }
            });
    gauge("lms_uptime_seconds", () -> ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
    gauge("lms_jvm_threads", () -> ManagementFactory.getThreadMXBean().getThreadCount());
    gauge("lms_jvm_heap_used_bytes", Metrics::heapUsedBytes);
    FunctionCounter.builder("lms_process_cpu_seconds_total", this, metrics -> cpuSeconds())
        .register(registry);
    FunctionTimer.builder(
            "lms_jvm_gc_pause_seconds",
            this,
            metrics -> collections(GarbageCollectorMXBean::getCollectionCount),
            metrics -> collections(GarbageCollectorMXBean::getCollectionTime),
            TimeUnit.MILLISECONDS)
        .register(registry);
  }

  private static Meter.Id explained(Meter.Id id) {
    String says = Figures.of(id.getName()).map(Figures.Figure::says).orElse(null);
    return new Meter.Id(
        id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), says, id.getType());
  }

  private static long heapUsedBytes() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().map(Metrics::seconds).orElse(0.0);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static long collections(ToLongFunction<GarbageCollectorMXBean> figure) {
    return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(figure).sum();
  }

  /** Adds one to a counter; tags are name, value, name, value. */
  public void count(String name, String... tags) {
    counter(name, tags).increment();
  }

  /** Adds {@code amount}, at least 0, to a counter. */
  public void add(long amount, String name, String... tags) {
    counter(name, tags).increment((double) amount);
  }

  /** A counter that is there, as 0, before anything is counted; running it adds one. */
  public Runnable counting(String name, String... tags) {
    return counter(name, tags)::increment;
  }

  /** A counter to keep where counting must cost nothing. */
  Counter counter(String name, String... tags) {
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

  /**
   * Durations in seconds, as a histogram with these limits; it is there, empty, before the first.
   */
  public Consumer<Duration> durations(String name, Duration... limits) {
    Timer timer = Timer.builder(name).serviceLevelObjectives(limits).register(registry);
    return timer::record;
  }

  /** Values, as a histogram with these limits; it is there, empty, before the first. */
  public DoubleConsumer values(String name, double... limits) {
    DistributionSummary summary =
        DistributionSummary.builder(name).serviceLevelObjectives(limits).register(registry);
    return summary::record;
  }

  /** A figure that is read when somebody asks; tags are name, value, name, value. */
  public void gauge(String name, Supplier<Number> value, String... tags) {
    Gauge.builder(name, value).tags(tags).strongReference(true).register(registry);
  }

  /** All figures, as Prometheus reads them. */
  public String text() {
    return registry.scrape();
  }

  /** A few figures that tell at a glance how the process is. */
  Map<String, Double> few() {
    Map<String, Double> few = new TreeMap<>();
    for (String name :
        List.of(
            "lms_uptime_seconds",
            "lms_jvm_heap_used_bytes",
            "lms_http_requests_active",
            "lms_database_connections_active",
            "lms_database_connections_pending",
            "lms_cache_listening")) {
      few.put(name, registry.find(name).gauges().stream().mapToDouble(Gauge::value).sum());
    }
    few.put(
        "lms_http_requests_total",
        registry.find("lms_http_requests_total").counters().stream()
            .mapToDouble(Counter::count)
            .sum());
    return few;
  }

  void query(String operation) {
    counter("lms_database_queries_total", "operation", operation).increment();
  }
}
