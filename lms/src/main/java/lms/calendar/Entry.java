package lms.calendar;

import java.time.Instant;
import java.util.Locale;
import lms.platform.Text;

/** Something that happens at a time in a course that somebody takes. */
public record Entry(Kind kind, long id, String title, long courseId, String course, Instant at) {
  /** What happens; its word is in the API and in the names of a calendar's events. */
  public enum Kind {
    LESSON_OPENS,
    LESSON_DUE,
    QUIZ_OPENS,
    QUIZ_CLOSES;

    /** The word for programs. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /** Where it is on the platform. */
  public String link() {
    return switch (kind) {
      case LESSON_OPENS, LESSON_DUE -> "/lessons/" + id;
      case QUIZ_OPENS, QUIZ_CLOSES -> "/quizzes/" + id;
    };
  }

  /** What happens, for a reader. */
  public String what(Text text) {
    return switch (kind) {
      case LESSON_OPENS, QUIZ_OPENS -> text.of("calendar.opens", title);
      case LESSON_DUE -> text.of("calendar.due", title);
      case QUIZ_CLOSES -> text.of("calendar.closes", title);
    };
  }
}
