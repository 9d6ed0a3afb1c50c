package lms.lessons;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A lesson as its page needs it.
 *
 * @param html the body, rendered and safe
 * @param videoSeconds the length of its video, or null where it has none
 * @param videoPath where the video is on this site, or null while it is nowhere
 * @param token the random word that proves a page to be this lesson's
 * @param published whether learners see it: neither it nor its course is a draft
 * @param conditional whether it may be locked, for some or for a while
 * @param completion what completes it
 * @param quizId the quiz that completes it, where one does
 */
public record Lesson(
    long id,
    long courseId,
    String title,
    String html,
    @Nullable Integer videoSeconds,
    @Nullable String videoPath,
    String token,
    boolean published,
    boolean conditional,
    @Nullable Instant dueAt,
    Completion completion,
    @Nullable Long quizId,
    List<Captions> captions,
    List<Attachment> attachments) {
  /** Copies its lists. */
  public Lesson {
    captions = List.copyOf(captions);
    attachments = List.copyOf(attachments);
  }

  /** What makes a lesson count as done. */
  public enum Completion {
    /** The learner says so. */
    HAND,
    /** Its video was watched to the end. */
    VIEWED,
    /** A quiz was passed. */
    QUIZ;

    /** The word in the database and in the API. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Completion of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  private static final Pattern PICTURE =
      Pattern.compile("\\.(png|jpe?g|gif)$", Pattern.CASE_INSENSITIVE);

  /** A text track of the video, by its language. */
  public record Captions(String language, String label) {}

  /** A file that comes with the lesson. */
  public record Attachment(long id, String name, long size) {
    /** Its size as people read it; of what is smaller than one, one. */
    public long kilobytes() {
      return Math.max(1, size / 1_000);
    }

    /** Whether it calls itself a picture, which the lesson's text may show. */
    public boolean picture() {
      return PICTURE.matcher(name).find();
    }
  }

  /** Whether having watched so much of the video completes the lesson. */
  boolean completedBy(Watched watched) {
    return completion == Completion.VIEWED && videoSeconds != null && watched.isAll(videoSeconds);
  }
}
