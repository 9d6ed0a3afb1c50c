package chaos.experiment;

import java.time.Duration;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import loadtests.settings.SettingRefused;

/**
 * One fault of a schedule, written {@code pod-frozen@15s+10s}.
 *
 * @param fault its name
 * @param offset when it is injected, from the begin of the measured phase
 * @param duration when it is undone, from its injection; at least 100 ms
 */
public record Step(String fault, Duration offset, Duration duration) {
  /** In the order of their injection. */
  static final Comparator<Step> IN_TIME =
      Comparator.comparing(Step::offset).thenComparing(Step::fault).thenComparing(Step::duration);

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Pattern FORM =
      Pattern.compile("([a-z][a-z0-9-]*)@(\\d{1,6})(ms|s|m)\\+(\\d{1,6})(ms|s|m)");

  /** Refuses a negative offset and a duration that nobody would notice. */
  public Step {
    if (offset.isNegative() || duration.compareTo(SHORTEST) < 0) {
      throw new SettingRefused(
          "step %s lasts %s; a fault lasts 100ms or longer".formatted(fault, show(duration)));
    }
  }

  static Step of(String fault, long offsetSeconds, long seconds) {
    return new Step(fault, Duration.ofSeconds(offsetSeconds), Duration.ofSeconds(seconds));
  }

  /**
   * Reads one.
   *
   * @throws SettingRefused saying what would be right
   */
  static Step parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new SettingRefused(
          "step '%s' of the schedule is not of the form fault@15s+10s: the fault, when it begins,"
                  .formatted(text)
              + " how long it lasts (ms, s or m)");
    }
    return new Step(
        form.group(1), time(form.group(2), form.group(3)), time(form.group(4), form.group(5)));
  }

  /** When it is undone, from the begin of the measured phase. */
  public Duration end() {
    return offset.plus(duration);
  }

  /** Whether both are in force at some time. */
  boolean overlaps(Step other) {
    return offset.compareTo(other.end()) < 0 && other.offset.compareTo(end()) < 0;
  }

  Step laterBy(Duration time) {
    return new Step(fault, offset.plus(time), duration);
  }

  /** The form that {@link #parse} reads. */
  public String text() {
    return fault + "@" + show(offset) + "+" + show(duration);
  }

  private static Duration time(String number, String unit) {
    long value = Long.parseLong(number);
    return switch (unit) {
      case "ms" -> Duration.ofMillis(value);
      case "s" -> Duration.ofSeconds(value);
      default -> Duration.ofMinutes(value);
    };
  }

  static String show(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
