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
  public record Item(String code, String title, double weight) {}

  /**
   * A grade in per cent.
   *
   * @param percent null where there is none; it counts as 0
   * @param computed what it would be without the teacher's; null where there is none
   * @param reason why a teacher gave it, or the empty text where none did
   * @param version of what the teacher gave, 0 where none did
   */
  public record Cell(
      @Nullable Double percent, @Nullable Double computed, String reason, long version) {
    /** No grade. */
    static final Cell EMPTY = new Cell(null, null, "", 0);

    /** Whether a teacher gave it. */
    public boolean overridden() {
      return version > 0;
    }
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
  }

  /** The weighted mean of grades, of which missing ones count as 0. */
  static @Nullable Double total(List<Item> items, List<Cell> cells) {
    double weights = items.stream().mapToDouble(Item::weight).sum();
    if (weights <= 0) {
      return null;
    }
    double sum = 0;
    for (int i = 0; i < items.size(); i++) {
      Double percent = cells.get(i).percent();
      sum += percent == null ? 0 : percent * items.get(i).weight();
    }
    return sum / weights;
  }
}
