package lms.lessons;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lms.activities.Activity;
import org.jspecify.annotations.Nullable;

/** What a course consists of, in order. */
public record Outline(
    long courseId, String courseTitle, List<Section> sections, List<Activity> activities) {
  /** Copies its lists. */
  public Outline {
    sections = List.copyOf(sections);
    activities = List.copyOf(activities);
  }

  /**
   * A part of the course.
   *
   * @param opensAt when its lessons open, or null if they always are
   * @param after the section whose lessons come before its own, or null
   */
  public record Section(
      long id, String title, @Nullable Instant opensAt, @Nullable Long after, List<Line> lessons) {
    /** Copies its list. */
    public Section {
      lessons = List.copyOf(lessons);
    }

    Section followedBy(Section more) {
      return new Section(
          id,
          title,
          opensAt,
          after,
          Stream.concat(lessons.stream(), more.lessons.stream()).toList());
    }
  }

  /**
   * A lesson by its title.
   *
   * @param opensAt when it opens, or null if it always is
   * @param after the lesson that comes before it, or null
   */
  public record Line(
      long id,
      String title,
      @Nullable Instant opensAt,
      @Nullable Long after,
      @Nullable Instant dueAt) {}

  /**
   * What keeps a learner out of a lesson; empty where it is open. What is done stays open. A lesson
   * or section that must come first and does not exist any more keeps nobody out.
   */
  public List<Lock> locks(Section section, Line line, Progress progress, Instant now) {
    List<Lock> locks = new ArrayList<>();
    if (progress.done().contains(line.id())) {
      return locks;
    }
    Stream.of(Optional.ofNullable(section.opensAt()), Optional.ofNullable(line.opensAt()))
        .flatMap(Optional::stream)
        .filter(now::isBefore)
        .max(Comparator.naturalOrder())
        .ifPresent(at -> locks.add(new Lock.Until(at)));
    Long lesson = line.after();
    if (lesson != null && !progress.done().contains(lesson)) {
      lessons().stream()
          .filter(other -> other.id() == lesson)
          .forEach(other -> locks.add(new Lock.AfterLesson(other.id(), other.title())));
    }
    Long before = section.after();
    if (before != null) {
      sections.stream()
          .filter(other -> other.id() == before)
          .flatMap(other -> unfinished(other, progress).stream())
          .forEach(locks::add);
    }
    return locks;
  }

  /** The same for a lesson by its id. */
  List<Lock> locks(long lessonId, Progress progress, Instant now) {
    return sections.stream()
        .flatMap(
            section ->
                section.lessons().stream()
                    .filter(line -> line.id() == lessonId)
                    .flatMap(line -> locks(section, line, progress, now).stream()))
        .toList();
  }

  private static Optional<Lock> unfinished(Section section, Progress progress) {
    int of = section.lessons().size();
    int done =
        (int) section.lessons().stream().filter(l -> progress.done().contains(l.id())).count();
    return done < of
        ? Optional.of(new Lock.AfterSection(section.title(), done, of))
        : Optional.empty();
  }

  /** How many of its lessons are done. */
  public int done(Progress progress) {
    return (int) lessons().stream().filter(line -> progress.done().contains(line.id())).count();
  }

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
