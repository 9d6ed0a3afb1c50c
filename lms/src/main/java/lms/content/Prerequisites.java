package lms.content;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lms.platform.Problem;
import lms.platform.Transaction;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * What the lessons and sections of a course wait for, drafts too: a lesson for another lesson and
 * for its section, a section for all lessons of another. Immutable.
 */
public final class Prerequisites {
  private final Map<Step, List<Step>> awaited;

  private Prerequisites(Map<Step, List<Step>> awaited) {
    this.awaited = Map.copyOf(awaited);
  }

  /** Something that opens to learners, by its id. */
  private sealed interface Step {
    record Lesson(long id) implements Step {}

    record Section(long id) implements Step {}
  }

  private record Line(Step step, long section, @Nullable Long after) {}

  /** Those of a course, as the transaction sees them. */
  public static Prerequisites of(Transaction statements, long courseId) {
    List<Line> lessons =
        statements.list(
            "SELECT id, section_id, after_lesson_id AS after FROM lessons WHERE course_id = ?",
            row ->
                new Line(
                    new Step.Lesson(row.number("id")),
                    row.number("section_id"),
                    row.optionalNumber("after")),
            courseId);
    Map<Step, List<Step>> awaited = new HashMap<>();
    for (Line lesson : lessons) {
      List<Step> first = new ArrayList<>(List.of(new Step.Section(lesson.section())));
      Optional.ofNullable(lesson.after()).ifPresent(after -> first.add(new Step.Lesson(after)));
      awaited.put(lesson.step(), first);
    }
    statements.list(
        "SELECT id, after_section_id AS after FROM sections"
            + " WHERE course_id = ? AND after_section_id IS NOT NULL",
        row -> {
          long after = row.number("after");
          List<Step> first = new ArrayList<>(List.of(new Step.Section(after)));
          lessons.stream()
              .filter(lesson -> lesson.section() == after)
              .forEach(lesson -> first.add(lesson.step()));
          return awaited.put(new Step.Section(row.number("id")), first);
        },
        courseId);
    return new Prerequisites(awaited);
  }

  /** Refuses with 422 a lesson that waits for itself, by whatever way: nobody would ever see it. */
  public void demandLessonOpens(long lessonId) {
    demandOpens(new Step.Lesson(lessonId));
  }

  /** The same for a section, be it without lessons yet. */
  public void demandSectionOpens(long sectionId) {
    demandOpens(new Step.Section(sectionId));
  }

  private void demandOpens(Step step) {
    Set<Step> seen = new HashSet<>();
    Deque<Step> left = new ArrayDeque<>(awaited.getOrDefault(step, List.of()));
    while (!left.isEmpty()) {
      Step next = left.pop();
      if (next.equals(step)) {
        throw Problem.wrong("bad-rule", Words.of("content.circle"));
      }
      if (seen.add(next)) {
        left.addAll(awaited.getOrDefault(next, List.of()));
      }
    }
  }
}
