package lms.authoring;

import lms.platform.Fields;
import lms.platform.Row;
import org.jspecify.annotations.Nullable;

/**
 * A lesson as its author writes it.
 *
 * @param body Markdown
 * @param videoSeconds the length of its video, or null where it has none
 * @param edited the edition that last changed it
 */
public record LessonDraft(String title, String body, @Nullable Integer videoSeconds, long edited) {
  static final int TITLE_MAX = 200;
  private static final int BODY_MAX = 100_000;
  private static final int VIDEO_SECONDS_MAX = 24 * 60 * 60;

  static LessonDraft of(Fields fields) {
    return new LessonDraft(
        fields.text("title", TITLE_MAX),
        fields.optionalText("body", BODY_MAX),
        fields.optionalNumber("video", 1, VIDEO_SECONDS_MAX),
        fields.edited());
  }

  static LessonDraft of(Row row) {
    Long video = row.optionalNumber("video_seconds");
    return new LessonDraft(
        row.text("title"),
        row.text("body"),
        video == null ? null : Math.toIntExact(video),
        row.number("edited"));
  }

  /** The same, to be stored over what was edited meanwhile. */
  LessonDraft over(long newer) {
    return new LessonDraft(title, body, videoSeconds, newer);
  }
}
