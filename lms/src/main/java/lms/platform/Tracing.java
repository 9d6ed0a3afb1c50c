package lms.platform;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.http.ServerRequest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Spans of requests, and within them of statements and of commands to Redis, sent by OTLP where an
 * endpoint is given. Thread-safe. Where none is, work runs as if this were not there.
 *
 * <p>A trace begun elsewhere (W3C {@code traceparent}) goes on here, and the answer says which it
 * was. Statements are told with their marks, never with what stands for them.
 */
public final class Tracing implements AutoCloseable {
  /** Traces nothing. */
  public static final Tracing OFF = new Tracing(null);

  private static final Duration SENT_EVERY = Duration.ofSeconds(1);
  private static final int WAITING_MAX = 8_192;
  private static final int CLOSE_SECONDS = 3;

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> REQUEST = AttributeKey.stringKey("lms.request.id");
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> QUERY = AttributeKey.stringKey("db.query.text");

  private final @Nullable SdkTracerProvider provider;
  private final @Nullable Tracer tracer;

  /**
   * Where spans go.
   *
   * @param endpoint a URL that takes OTLP over HTTP, such as http://collector:4318/v1/traces
   * @param percent of the traces that begin here, 1 to 100; those begun elsewhere say themselves
   */
  public record Target(String endpoint, int percent) {}

  private Tracing(@Nullable SdkTracerProvider provider) {
    this.provider = provider;
    this.tracer = provider == null ? null : provider.get("lms");
  }

  /** Spans of the process called {@code pod}, sent to {@code target}; none where it is null. */
  public static Tracing to(@Nullable Target target, String pod) {
    if (target == null) {
      return OFF;
    }
    var exporter = OtlpHttpSpanExporter.builder().setEndpoint(target.endpoint()).build();
    Attributes process =
        Attributes.of(
            AttributeKey.stringKey("service.name"),
            "lms",
            AttributeKey.stringKey("service.instance.id"),
            pod);
    return new Tracing(
        SdkTracerProvider.builder()
            .setResource(Resource.getDefault().merge(Resource.create(process)))
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(target.percent() / 100.0)))
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter)
                    .setScheduleDelay(SENT_EVERY)
                    .setMaxQueueSize(WAITING_MAX)
                    .build())
            .build());
  }

  /** Runs the work of a request; the answer names its trace, where there is one. */
  Answer request(ServerRequest request, String pattern, String id, Supplier<Answer> work) {
    Tracer current = tracer;
    if (current == null) {
      return work.get();
    }
    String method = request.prologue().method().text();
    Context parent =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), request.headers(), HeaderGetter.INSTANCE);
    Span span =
        current
            .spanBuilder(method + ' ' + pattern)
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(METHOD, method)
            .setAttribute(ROUTE, pattern)
            .setAttribute(PATH, request.path().path())
            .setAttribute(REQUEST, id)
            .startSpan();
    try (Scope _ = span.makeCurrent()) {
      Answer answer = work.get();
      span.setAttribute(STATUS, (long) answer.status());
      if (answer.status() >= 500) {
        span.setStatus(StatusCode.ERROR);
      }
      return answer.with("traceresponse", field(span.getSpanContext()));
    } finally {
      span.end();
    }
  }

  private static String field(SpanContext context) {
    return "00-%s-%s-%s"
        .formatted(context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex());
  }

  /** Runs a call of what the platform stands on, as part of the request that it is for. */
  <T extends @Nullable Object> T call(String system, String name, String text, Supplier<T> work) {
    Tracer current = tracer;
    if (current == null || !Span.current().isRecording()) {
      return work.get();
    }
    Span span =
        current
            .spanBuilder(name)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(SYSTEM, system)
            .setAttribute(QUERY, text)
            .startSpan();
    try (Scope _ = span.makeCurrent()) {
      return work.get();
    } catch (RuntimeException e) {
      span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
      throw e;
    } finally {
      span.end();
    }
  }

  /** The trace that this thread works for, as the log names it. */
  static Optional<String> current() {
    SpanContext context = Span.current().getSpanContext();
    return context.isValid() ? Optional.of(context.getTraceId()) : Optional.empty();
  }

  /** Sends what waits, and ends. */
  @Override
  public void close() {
    if (provider != null) {
      provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private enum HeaderGetter implements TextMapGetter<Headers> {
    INSTANCE;

    @Override
    public @Nullable String get(@Nullable Headers headers, String name) {
      return headers == null ? null : headers.first(HeaderNames.create(name)).orElse(null);
    }
  }
}
