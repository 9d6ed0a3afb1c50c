package lms.courses;

import java.time.Instant;
import java.util.List;
import lms.activities.Activity;
import org.jspecify.annotations.Nullable;

/**
 * A published course with its outline.
 *
 * @param language the tag of the one it is taught in, such as {@code en}
 * @param level {@code introductory}, {@code intermediate} or {@code advanced}
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
    String language,
    String level,
    String token,
    String teacher,
    @Nullable Long seats,
    long seatsTaken,
    double rating,
    long ratings,
    List<Section> sections,
    List<Quiz> quizzes,
    List<Activity> activities,
    List<Review> reviews) {

  /**
   * A part of a course.
   *
   * @param opensAt when its lessons open, or null if they always are
   * @param after the section that has to be done first, or null
   */
  public record Section(
      long id,
      String title,
      @Nullable Instant opensAt,
      @Nullable Long after,
      List<Lesson> lessons) {}

  /**
   * A line of the outline.
   *
   * @param opensAt when it opens, or null if it always is
   * @param after the lesson that has to be done first, or null
   */
  public record Lesson(
      long id,
      String title,
      @Nullable Long videoSeconds,
      @Nullable Instant opensAt,
      @Nullable Long after) {}

  /** A quiz by its title. */
  public record Quiz(long id, String title) {}

  /** What somebody said of it, with 1 to 5 stars. */
  public record Review(String userName, int stars, String comment, Instant updatedAt) {}

  /**
   * A line of the catalogue.
   *
   * @param seatsLeft null where nobody counts
   */
  public record Summary(
      long id,
      String code,
      String title,
      String summary,
      String category,
      String language,
      String level,
      @Nullable Long seatsLeft,
      double rating,
      long ratings) {}

  /** Whether all seats are taken. */
  public boolean full() {
    return seats != null && seatsTaken >= seats;
  }

  /** The title of a section; empty where the course has none with this id. */
  public String sectionTitle(@Nullable Long id) {
    return sections.stream()
        .filter(section -> Long.valueOf(section.id()).equals(id))
        .map(Section::title)
        .findFirst()
        .orElse("");
  }

  /** The title of a lesson; empty where the course has none with this id. */
  public String lessonTitle(@Nullable Long id) {
    return id == null
        ? ""
        : sections.stream()
            .flatMap(section -> section.lessons().stream())
            .filter(lesson -> lesson.id() == id)
            .map(Lesson::title)
            .findFirst()
            .orElse("");
  }

  /** Where reading begins, or null before there is a lesson. */
  public @Nullable Lesson firstLesson() {
    return sections.stream()
        .flatMap(section -> section.lessons().stream())
        .findFirst()
        .orElse(null);
  }
}
