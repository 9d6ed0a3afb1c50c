package lms.authoring;

import java.util.ArrayList;
import java.util.List;
import lms.platform.Exchange;
import lms.platform.Problem;
import lms.platform.Words;

/**
 * The order of a course: sections, and the lessons of each. Mutable; belongs to one edit.
 *
 * <p>A lesson that moves beyond the end of its section goes into the neighbouring one.
 */
final class Order {
  /** Where to move something. */
  enum Direction {
    UP(-1),
    DOWN(1);

    private final int step;

    Direction(int step) {
      this.step = step;
    }
  }

  /** What a form with the buttons up and down asks for. */
  static Direction direction(Exchange exchange) {
    return switch (exchange.field("direction")) {
      case "up" -> Direction.UP;
      case "down" -> Direction.DOWN;
      default -> throw Problem.malformed(Words.of("authoring.direction"));
    };
  }

  record Section(long id, List<Long> lessons) {}

  private final List<Section> sections = new ArrayList<>();

  /** Adds a section behind the others. */
  void add(long sectionId) {
    sections.add(new Section(sectionId, new ArrayList<>()));
  }

  /** Adds a lesson behind the others of the last section. */
  void addLesson(long lessonId) {
    sections.getLast().lessons().add(lessonId);
  }

  List<Section> sections() {
    return sections;
  }

  /** Whether the section could be moved. */
  boolean moveSection(long id, Direction direction) {
    int at = sections.stream().map(Section::id).toList().indexOf(id);
    return move(sections, at, direction);
  }

  /** Whether the lesson could be moved. */
  boolean moveLesson(long id, Direction direction) {
    for (int i = 0; i < sections.size(); i++) {
      List<Long> lessons = sections.get(i).lessons();
      int at = lessons.indexOf(id);
      if (at >= 0) {
        return move(lessons, at, direction) || moveOver(i, at, direction);
      }
    }
    return false;
  }

  private boolean moveOver(int section, int at, Direction direction) {
    int target = section + direction.step;
    if (target < 0 || target >= sections.size()) {
      return false;
    }
    Long lesson = sections.get(section).lessons().remove(at);
    List<Long> others = sections.get(target).lessons();
    others.add(direction == Direction.UP ? others.size() : 0, lesson);
    return true;
  }

  private static <T> boolean move(List<T> list, int at, Direction direction) {
    int target = at + direction.step;
    if (at < 0 || target < 0 || target >= list.size()) {
      return false;
    }
    list.add(target, list.remove(at));
    return true;
  }
}
