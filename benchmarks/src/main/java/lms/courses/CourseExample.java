package lms.courses;

import java.util.List;
import java.util.stream.IntStream;

/** A course of the seeded large platform's mean size: 8 sections of 5 lessons, one quiz. */
final class CourseExample {
  private CourseExample() {}

  static Course course() {
    return new Course(
        17,
        "HR-0017",
        "Introduction to Botany",
        "Introduction to Botany: 11 hours of reading, watching and doing, with a quiz at the end.",
        "Take ten minutes to write down what you already know before you read on. ".repeat(12),
        "Science",
        "en",
        "introductory",
        "0123456789abcdef",
        "Tove Ito",
        null,
        812,
        4.2,
        37,
        IntStream.range(0, 8).mapToObj(CourseExample::section).toList(),
        List.of(new Course.Quiz(17, "Quiz: Introduction to Botany")),
        List.of(),
        List.of());
  }

  private static Course.Section section(int index) {
    return new Course.Section(
        index,
        "Key ideas " + index,
        null,
        null,
        IntStream.range(0, 5).mapToObj(i -> lesson(index * 5L + i)).toList());
  }

  private static Course.Lesson lesson(long id) {
    return new Course.Lesson(
        id, "Questions people ask about key ideas " + id, id % 2 * 600, null, null);
  }
}
