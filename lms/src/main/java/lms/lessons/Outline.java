package lms.lessons;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a course consists of, in order. */
public record Outline(
    long courseId, String courseTitle, List<Section> sections, List<QuizLine> quizzes) {
  /** Copies its lists. */
  public Outline {
    sections = List.copyOf(sections);
    quizzes = List.copyOf(quizzes);
  }

  /** A part of the course. */
  public record Section(String title, List<Line> lessons) {
    /** Copies its list. */
    public Section {
      lessons = List.copyOf(lessons);
    }

    Section followedBy(Section more) {
      return new Section(title, Stream.concat(lessons.stream(), more.lessons.stream()).toList());
    }
  }

  /** A lesson by its title. */
  public record Line(long id, String title) {}

  /** A quiz by its title. */
  public record QuizLine(long id, String title) {}

  /** All lessons, in order. */
  public List<Line> lessons() {
    return sections.stream().flatMap(section -> section.lessons().stream()).toList();
  }

  /** The lesson {@code step} places after the given one, or null where there is none. */
  @Nullable Line neighbour(long lessonId, int step) {
    List<Line> lessons = lessons();
    OptionalInt at =
        IntStream.range(0, lessons.size()).filter(i -> lessons.get(i).id() == lessonId).findFirst();
    int wanted = at.orElse(-2) + step;
    return at.isPresent() && wanted >= 0 && wanted < lessons.size() ? lessons.get(wanted) : null;
  }
}
