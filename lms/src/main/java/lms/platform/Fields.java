package lms.platform;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form, read one by one: what is wrong with each is collected, so that somebody
 * hears of all faults at once. Belongs to one request.
 *
 * <p>A field's label, by which faults name it, is the message {@code FEATURE.field-NAME}.
 */
public final class Fields {
  private final Exchange exchange;
  private final String feature;
  private final List<Words> faults = new ArrayList<>();

  /** The fields of a form of this feature. */
  public Fields(Exchange exchange, String feature) {
    this.exchange = exchange;
    this.feature = feature;
  }

  /** A text that must be there, without the white space around it. */
  public String text(String name, int lengthMax) {
    return text(name, label(name), lengthMax);
  }

  /** The same with a label that is no message of its own. */
  public String text(String name, Words label, int lengthMax) {
    String value = optionalText(name, label, lengthMax);
    if (value.isEmpty()) {
      faults.add(Words.of("platform.field-missing", label));
    }
    return value;
  }

  /** A text, or the empty one; without the white space around it. */
  public String optionalText(String name, int lengthMax) {
    return optionalText(name, label(name), lengthMax);
  }

  private String optionalText(String name, Words label, int lengthMax) {
    String value = exchange.field(name).strip();
    if (value.length() > lengthMax) {
      faults.add(Words.of("platform.field-long", label, lengthMax));
    }
    return value;
  }

  /** A whole number that must be there. */
  public int number(String name, int min, int max) {
    Integer value = optionalNumber(name, min, max);
    if (value == null && exchange.field(name).isBlank()) {
      faults.add(Words.of("platform.field-missing", label(name)));
    }
    return value == null ? min : value;
  }

  /** A whole number, or null where the field is empty or at fault. */
  public @Nullable Integer optionalNumber(String name, int min, int max) {
    String value = exchange.field(name).strip();
    if (value.isEmpty()) {
      return null;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, like a number that is out of range.
    }
    faults.add(Words.of("platform.field-number", label(name), min, max));
    return null;
  }

  /** A decimal number that must be there; null where it is at fault. */
  public @Nullable Double decimal(String name, double min, double max) {
    return decimal(name, label(name), min, max);
  }

  /** The same with a label that is no message of its own. */
  public @Nullable Double decimal(String name, Words label, double min, double max) {
    String value = exchange.field(name).strip().replace(',', '.');
    if (value.matches("\\d{1,7}(?:\\.\\d{1,4})?")) {
      double number = Double.parseDouble(value);
      if (number >= min && number <= max) {
        return number;
      }
    }
    faults.add(Words.of("platform.field-decimal", label, min, max));
    return null;
  }

  /** The instant of a local date and time, or null where the field is empty or at fault. */
  public @Nullable Instant optionalTime(String name, ZoneId zone) {
    String value = exchange.field(name).strip();
    try {
      return value.isEmpty() ? null : LocalDateTime.parse(value).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      faults.add(Words.of("platform.field-time", label(name)));
      return null;
    }
  }

  /** One of some words. */
  public String choice(String name, Set<String> words) {
    String value = exchange.field(name);
    if (!words.contains(value)) {
      faults.add(Words.of("platform.field-missing", label(name)));
    }
    return value;
  }

  /** Whether a box is ticked. */
  public boolean box(String name) {
    return !exchange.field(name).isEmpty();
  }

  /** The edition that the form was filled in for; a form without it is malformed. */
  public long edited() {
    return id("edited");
  }

  /** A number that the page itself put into the form; a form without it is malformed. */
  public long id(String name) {
    try {
      return Long.parseLong(exchange.field(name));
    } catch (NumberFormatException e) {
      throw Problem.malformed(Words.of("platform.form-lacks", name));
    }
  }

  /** One more fault, of several fields together. */
  public void fault(Words fault) {
    faults.add(fault);
  }

  /** What is wrong; empty where nothing is. */
  public List<Words> faults() {
    return List.copyOf(faults);
  }

  /** Refuses all at once where something is wrong: for forms that are not shown again. */
  public void demandFaultless(String problem) {
    if (!faults.isEmpty()) {
      throw Problem.wrong(problem, faults.getFirst());
    }
  }

  private Words label(String name) {
    return Words.of(feature + ".field-" + name);
  }
}
