package lms.courses;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published course with its outline.
 *
 * @param seats how many may enrol; null where nobody counts
 * @param rating the mean of the stars, 0 where there is none
 */
public record Course(
    long id,
    String code,
    String title,
    String summary,
    String description,
    String category,
    String token,
    String teacher,
    @Nullable Long seats,
    long seatsTaken,
    double rating,
    long ratings,
    List<Section> sections,
    List<Quiz> quizzes) {

  /** A part of a course. */
  public record Section(long id, String title, List<Lesson> lessons) {}

  /** A line of the outline. */
  public record Lesson(long id, String title, @Nullable Long videoSeconds) {}

  /** A quiz by its title. */
  public record Quiz(long id, String title) {}

  /** A line of the catalogue. */
  public record Summary(long id, String code, String title, String summary, String category) {}

  /** Where reading begins, or null before there is a lesson. */
  public @Nullable Lesson firstLesson() {
    return sections.stream()
        .flatMap(section -> section.lessons().stream())
        .findFirst()
        .orElse(null);
  }
}
