package lms.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line: time, level, logger, message, and where there is one the request, its
 * OpenTelemetry trace and the stack trace. Named in {@code logging.properties}. Thread-safe.
 */
public final class JsonLogFormatter extends Formatter {
  /** For the log manager. */
  public JsonLogFormatter() {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(
      String time,
      String level,
      @Nullable String logger,
      String message,
      @Nullable String request,
      @Nullable String traceId,
      @Nullable String trace) {}

  @Override
  public String format(LogRecord event) {
    Line line =
        new Line(
            event.getInstant().toString(),
            event.getLevel().getName(),
            event.getLoggerName(),
            formatMessage(event),
            RequestId.current().orElse(null),
            Tracing.current().orElse(null),
            trace(event.getThrown()));
    return Json.text(line) + '\n';
  }

  private static @Nullable String trace(@Nullable Throwable thrown) {
    if (thrown == null) {
      return null;
    }
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
