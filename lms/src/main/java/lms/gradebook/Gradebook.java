package lms.gradebook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a course's gradebook: learners down, what is graded across.
 *
 * @param next the enrolment behind which it goes on, null at its end
 */
public record Gradebook(long courseId, List<Item> items, List<Line> lines, @Nullable Long next) {
  /** Copies its lists. */
  public Gradebook {
    items = List.copyOf(items);
    lines = List.copyOf(lines);
  }

  /**
   * Something that is graded: a quiz, by its best attempt, or what a teacher grades elsewhere.
   *
   * @param code how paths name it, such as q12 or i3
   * @param weight its share of the final grade is this of the sum of all weights
   */
  public record Item(String code, String title, double weight) {
    /** Whether it is graded outside of the platform. */
    public boolean outside() {
      return code.startsWith("i");
    }
  }

  /**
   * A grade in per cent.
   *
   * @param percent null where there is none; it counts as 0
   * @param computed what it would be without the teacher's; null where there is none
   * @param pending answers that wait for marks and are not part of what is computed
   * @param reason why a teacher gave it, or the empty text where none did
   * @param version of what the teacher gave, 0 where none did
   */
  public record Cell(
      @Nullable Double percent,
      @Nullable Double computed,
      int pending,
      String reason,
      long version) {
    /** What attempts come to. */
    static Cell of(Computed computed) {
      return new Cell(computed.percent(), computed.percent(), computed.pending(), "", 0);
    }

    /** Whether a teacher gave it. */
    public boolean overridden() {
      return version > 0;
    }

    /** Whether marks may still change it. */
    public boolean waits() {
      return pending > 0 && !overridden();
    }
  }

  /** What somebody's attempts at a quiz come to: the best in per cent, and what waits in all. */
  record Computed(@Nullable Double percent, int pending) {
    /** Of no attempts. */
    static final Computed NOTHING = new Computed(null, 0);
  }

  /**
   * A learner's grades, in the order of the items.
   *
   * @param total the final grade in per cent, null where nothing has a weight
   */
  public record Line(
      long enrolmentId,
      long userId,
      String name,
      String email,
      List<Cell> cells,
      @Nullable Double total) {
    /** Copies its list. */
    public Line {
      cells = List.copyOf(cells);
    }

    /** Whether marks may still change the final grade. */
    public boolean waits() {
      return cells.stream().anyMatch(Cell::waits);
    }
  }
}
