package lms.lessons;

import java.time.Instant;
import lms.platform.Text;
import lms.platform.Words;

/** Why a lesson is not open to a learner yet. */
public sealed interface Lock {
  /** It opens for everybody at a time. */
  record Until(Instant at) implements Lock {}

  /** Another lesson comes first. */
  record AfterLesson(long lessonId, String title) implements Lock {}

  /** All lessons of a section come first. */
  record AfterSection(String title, int done, int of) implements Lock {}

  /** The reason for a reader. */
  default String reason(Text text) {
    return switch (this) {
      case Until(Instant at) -> text.of("lessons.locked-until", text.dateTime(at));
      case AfterLesson _, AfterSection _ -> text.of(words());
    };
  }

  /** The reason for a program, with the time as ISO 8601 writes it. */
  default Words words() {
    return switch (this) {
      case Until(Instant at) -> Words.of("lessons.locked-until", at.toString());
      case AfterLesson(long _, String title) -> Words.of("lessons.locked-after-lesson", title);
      case AfterSection(String title, int done, int of) ->
          Words.of("lessons.locked-after-section", title, done, of);
    };
  }
}
