package lms.authoring;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Row;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * When a lesson opens, is due and counts as done, and the captions of its video; times as a form
 * has them, in the zone of who fills it in.
 *
 * @param after the lesson that must be done first, 0 for none
 * @param completion hand, viewed or quiz
 * @param quiz the quiz that completes it, 0 for none
 * @param videoPath a path of this site, or the empty text
 * @param english captions as WebVTT, or the empty text
 * @param edited the edition that last changed the lesson
 */
public record Conditions(
    String opens,
    String due,
    long after,
    String completion,
    long quiz,
    String videoPath,
    String english,
    String spanish,
    long edited) {
  private static final int CAPTIONS_MAX = 200_000;
  private static final int PATH_MAX = 300;

  static Conditions of(Row row, String english, String spanish, ZoneId zone) {
    Long after = row.optionalNumber("after_lesson_id");
    Long quiz = row.optionalNumber("completion_quiz_id");
    String path = row.optionalText("video_path");
    return new Conditions(
        local(row.optionalInstant("opens_at"), zone),
        local(row.optionalInstant("due_at"), zone),
        after == null ? 0 : after,
        row.text("completion"),
        quiz == null ? 0 : quiz,
        path == null ? "" : path,
        english,
        spanish,
        row.number("edited"));
  }

  /** A time as a form has it; the empty text for none. */
  static String local(@Nullable Instant instant, ZoneId zone) {
    return instant == null
        ? ""
        : LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.MINUTES).toString();
  }

  static Conditions of(Exchange exchange, Fields fields) {
    return new Conditions(
        exchange.field("opens").strip(),
        exchange.field("due").strip(),
        fields.id("after"),
        fields.choice("completion", Set.of("hand", "viewed", "quiz")),
        fields.id("quiz"),
        path(fields),
        captions(fields, "english"),
        captions(fields, "spanish"),
        fields.edited());
  }

  /** Of this site only: another one could watch who learns what. */
  private static String path(Fields fields) {
    String path = fields.optionalText("video-path", PATH_MAX);
    boolean own = path.isEmpty() || path.matches("/(?!/)[A-Za-z0-9._~/-]*");
    if (!own) {
      fields.fault(Words.of("authoring.bad-path"));
    }
    return path;
  }

  private static String captions(Fields fields, String name) {
    String captions = fields.optionalText(name, CAPTIONS_MAX);
    if (!captions.isEmpty() && !captions.startsWith("WEBVTT")) {
      fields.fault(Words.of("authoring.no-webvtt"));
    }
    return captions.replace("\r\n", "\n");
  }

  @Nullable Instant opensAt(Fields fields, ZoneId zone) {
    return instant(fields, Words.of("authoring.field-opens"), opens, zone);
  }

  @Nullable Instant dueAt(Fields fields, ZoneId zone) {
    return instant(fields, Words.of("authoring.field-due"), due, zone);
  }

  static @Nullable Instant instant(Fields fields, Words label, String text, ZoneId zone) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      fields.fault(Words.of("authoring.no-time", label));
      return null;
    }
  }

  Conditions over(long newer) {
    return new Conditions(opens, due, after, completion, quiz, videoPath, english, spanish, newer);
  }
}
