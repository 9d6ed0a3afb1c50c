package lms.grades;

import java.util.List;
import lms.gradebook.FinalGrade;
import org.jspecify.annotations.Nullable;

/**
 * A learner's grades in one course, as far as the learner may know them.
 *
 * @param certificate its code, or null before it is earned
 */
public record CourseGrades(
    long enrolmentId,
    long courseId,
    String title,
    @Nullable String certificate,
    List<Grade> grades) {
  /** Copies its list. */
  public CourseGrades {
    grades = List.copyOf(grades);
  }

  /**
   * The final grade in per cent, in which missing grades count as 0; null where nothing has a
   * weight, and while it is withheld.
   */
  public @Nullable Double total() {
    var total = new FinalGrade();
    grades.forEach(grade -> total.add(grade.weight(), grade.percent()));
    return withheld() ? null : total.percent();
  }

  /** Whether the final grade would tell a grade that the learner may not know. */
  public boolean withheld() {
    return grades.stream().anyMatch(grade -> grade.weight() > 0 && grade.withheld());
  }

  /** Whether marks may still change the final grade. */
  public boolean waits() {
    return grades.stream().anyMatch(grade -> grade.weight() > 0 && grade.waits());
  }
}
