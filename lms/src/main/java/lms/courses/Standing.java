package lms.courses;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody is in the lessons of a course.
 *
 * @param done ids of lessons that are done, in the order of the outline
 * @param locked ids of lessons that are not open yet
 * @param of how many lessons there are
 * @param next the first lesson that is open and not done, or null where there is none
 */
public record Standing(Set<Long> done, Set<Long> locked, int of, @Nullable Long next) {
  /** Of somebody who does not take the course. */
  static final Standing NOWHERE = new Standing(Set.of(), Set.of(), 0, null);

  /** Copies its sets. */
  public Standing {
    done = Collections.unmodifiableSet(new LinkedHashSet<>(done));
    locked = Collections.unmodifiableSet(new LinkedHashSet<>(locked));
  }

  /** Of somebody who has done the lessons {@code all}, of which some may not be shown any more. */
  static Standing of(Course course, Set<Long> all, Instant now) {
    Set<Long> done = new LinkedHashSet<>();
    Set<Long> locked = new LinkedHashSet<>();
    int of = 0;
    Long next = null;
    for (Course.Section section : course.sections()) {
      boolean closed = isClosed(course, section, all, now);
      for (Course.Lesson lesson : section.lessons()) {
        of++;
        if (all.contains(lesson.id())) {
          done.add(lesson.id());
        } else if (closed || isClosed(course, lesson, all, now)) {
          locked.add(lesson.id());
        } else if (next == null) {
          next = lesson.id();
        }
      }
    }
    return new Standing(done, locked, of, next);
  }

  private static boolean isClosed(
      Course course, Course.Section section, Set<Long> done, Instant now) {
    Long after = section.after();
    return isEarly(section.opensAt(), now)
        || (after != null
            && course.sections().stream()
                .filter(other -> other.id() == after)
                .flatMap(other -> other.lessons().stream())
                .anyMatch(lesson -> !done.contains(lesson.id())));
  }

  /** A lesson that must come first and is not shown any more keeps nobody out. */
  private static boolean isClosed(
      Course course, Course.Lesson lesson, Set<Long> done, Instant now) {
    Long after = lesson.after();
    return isEarly(lesson.opensAt(), now)
        || (after != null && !done.contains(after) && !course.lessonTitle(after).isEmpty());
  }

  private static boolean isEarly(@Nullable Instant opensAt, Instant now) {
    return opensAt != null && now.isBefore(opensAt);
  }

  /** Whether there is more to say than that the course begins with {@code first}. */
  public boolean begun(Course.@Nullable Lesson first) {
    return !done.isEmpty() || first == null || !Long.valueOf(first.id()).equals(next);
  }
}
