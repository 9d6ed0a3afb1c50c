package lms.authoring;

import java.time.Instant;
import java.util.List;
import lms.platform.Text;
import org.jspecify.annotations.Nullable;

/**
 * A course as its author sees it, drafts included.
 *
 * @param learners how many take it
 */
public record Workshop(
    long id,
    String code,
    String title,
    boolean published,
    long learners,
    List<Section> sections,
    List<Quiz> quizzes) {
  /** Copies its lists. */
  public Workshop {
    sections = List.copyOf(sections);
    quizzes = List.copyOf(quizzes);
  }

  /** Whether learners would find no lesson in it. */
  boolean isEmpty() {
    return sections.stream().flatMap(section -> section.lessons().stream()).allMatch(Lesson::draft);
  }

  /**
   * A part of the course.
   *
   * @param after the section that must be done first, 0 for none
   */
  public record Section(
      long id,
      String title,
      @Nullable Instant opensAt,
      long after,
      long edited,
      List<Lesson> lessons) {
    /** Copies its list. */
    public Section {
      lessons = List.copyOf(lessons);
    }

    Section with(List<Lesson> found) {
      return new Section(id, title, opensAt, after, edited, found);
    }

    /** When it opens, as a form has it in the reader's zone. */
    public String opens(Text text) {
      return Conditions.local(opensAt, text.zone());
    }
  }

  /** A lesson by its title. */
  public record Lesson(long id, String title, boolean draft) {}

  /** A quiz by its title. */
  public record Quiz(long id, String title, boolean draft) {}

  /** A line of the list of courses that somebody teaches. */
  public record Line(long id, String code, String title, boolean published, long learners) {}
}
