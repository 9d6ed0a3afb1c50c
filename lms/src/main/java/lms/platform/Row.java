package lms.platform;

import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** One row of a result, read by column name. Times are UTC. */
public final class Row {
  private final DbRow row;

  Row(DbRow row) {
    this.row = row;
  }

  /** A number that is never NULL. */
  public long number(String column) {
    Object value = required(column);
    return value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).longValue();
  }

  /** A number, or null. */
  public @Nullable Long optionalNumber(String column) {
    return value(column) == null ? null : number(column);
  }

  /** A fraction, or null. */
  public @Nullable Double optionalFraction(String column) {
    Object value = value(column);
    return value == null ? null : ((Number) value).doubleValue();
  }

  /** A text that is never NULL. */
  public String text(String column) {
    return required(column).toString();
  }

  /** A text, or null. */
  public @Nullable String optionalText(String column) {
    Object value = value(column);
    return value == null ? null : value.toString();
  }

  /** Bytes that are never NULL. */
  public byte[] bytes(String column) {
    return (byte[]) required(column);
  }

  /** An instant that is never NULL. */
  public Instant instant(String column) {
    return instantOf(required(column));
  }

  /** An instant, or null. */
  public @Nullable Instant optionalInstant(String column) {
    Object value = value(column);
    return value == null ? null : instantOf(value);
  }

  /**
   * Whatever stands there, as JSON has it: a number, a text, an instant, true or false, or null.
   */
  public @Nullable Object any(String column) {
    Object value = value(column);
    return value instanceof LocalDateTime || value instanceof java.sql.Timestamp
        ? instantOf(value)
        : value;
  }

  private static Instant instantOf(Object value) {
    return value instanceof LocalDateTime time
        ? time.toInstant(ZoneOffset.UTC)
        : ((java.sql.Timestamp) value).toInstant();
  }

  private Object required(String column) {
    Object value = value(column);
    if (value == null) {
      throw new IllegalStateException("column " + column + " is NULL");
    }
    return value;
  }

  private @Nullable Object value(String column) {
    return row.column(column).get(Object.class);
  }
}
