package lms.seeding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How much is seeded. Every course has one quiz of {@value #QUESTIONS} questions. */
public enum SeedSize {
  SMALL(100, 3, 12, 2, 5),
  MEDIUM(2_000, 5, 50, 4, 5),
  LARGE(20_000, 10, 200, 8, 5);

  static final int QUESTIONS = 16;

  private final int learners;
  private final int teachers;
  private final int courses;
  private final int sections;
  private final int lessonsPerSection;

  SeedSize(int learners, int teachers, int courses, int sections, int lessonsPerSection) {
    this.learners = learners;
    this.teachers = teachers;
    this.courses = courses;
    this.sections = sections;
    this.lessonsPerSection = lessonsPerSection;
  }

  /** The size with this word, in lower case. */
  public static Optional<SeedSize> of(String word) {
    return Arrays.stream(values()).filter(size -> size.word().equals(word)).findFirst();
  }

  /** The words for all sizes, for messages. */
  public static String words() {
    return Arrays.stream(values()).map(SeedSize::word).collect(Collectors.joining(", "));
  }

  /** The word for this size. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Numbered learners; the demo learner comes on top. */
  int learners() {
    return learners;
  }

  /** Numbered teachers; the demo teacher comes on top. */
  int teachers() {
    return teachers;
  }

  int courses() {
    return courses;
  }

  int sections() {
    return sections;
  }

  int lessonsPerSection() {
    return lessonsPerSection;
  }

  int lessonsPerCourse() {
    return sections * lessonsPerSection;
  }
}
