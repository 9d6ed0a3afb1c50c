package lms.seeding;

import java.util.List;

/**
 * Lessons as Markdown of 1 to 4 KB: headings, paragraphs, lists, quotations, emphasis. The part
 * that reaches the chosen length is finished, which takes up to 1,150 characters more.
 */
final class Prose {
  private static final int LENGTH_MIN = 1_000;
  private static final int LENGTH_MAX = 2_900;

  static final List<String> THEMES =
      List.of(
          "first steps",
          "key ideas",
          "tools and materials",
          "evidence",
          "common mistakes",
          "a case study",
          "practice",
          "looking back");

  private static final List<String> LESSON_TITLES =
      List.of(
          "Why %2$s matter in %1$s",
          "%1$s: %2$s, step by step",
          "Seeing %2$s in %1$s for yourself",
          "Questions people ask about %2$s in %1$s",
          "%1$s and %2$s: an exercise");

  private static final List<String> SENTENCES =
      List.of(
          "In %1$s, %2$s are where most learners begin, and where many experts return.",
          "Take ten minutes to write down what you already know before you read on.",
          "The first observation is rarely the most useful one; look twice, then compare.",
          "A good question narrows the subject without closing it.",
          "Whoever works in %1$s learns to tell **what was seen** from *what was concluded*.",
          "Notes that you can't read a week later were not notes.",
          "Small examples fail quickly, which is what makes them worth trying first.",
          "There is more than one accepted way to do this, and the differences are instructive.",
          "Measure before you change anything, and measure the same way afterwards.",
          "The vocabulary of %1$s looks forbidding, but about forty words carry most of it.",
          "When two sources disagree, find out first whether they answer the same question.",
          "Explain the idea to somebody who has never met it; the gaps show at once.",
          "Much of %2$s is patience: the same step, done carefully, until it is a habit.",
          "If the result surprises you, suspect the method before you celebrate the finding.",
          "Older textbooks on %1$s treat this at length; today two pages are enough.",
          "Keep the failed attempts, because they tell you where the limits are.",
          "A diagram of `input -> step -> result` often says more than a paragraph.",
          "Work in pairs where you can: one does, the other asks why.",
          "The exception is not a nuisance here; it is the reason why the rule is stated so.",
          "You will meet this again in the quiz, in a slightly different dress.");

  private static final List<String> HEADINGS =
      List.of(
          "What this is about",
          "How it works",
          "An example",
          "Try it yourself",
          "What can go wrong",
          "To sum up");

  private Prose() {}

  static String sectionTitle(int section) {
    String theme = THEMES.get(section % THEMES.size());
    return Character.toUpperCase(theme.charAt(0)) + theme.substring(1);
  }

  static String lessonTitle(String subject, int section, int lesson) {
    return LESSON_TITLES
        .get(lesson % LESSON_TITLES.size())
        .formatted(subject, THEMES.get(section % THEMES.size()));
  }

  static String summary(String title, SeedRandom random) {
    return "%s: %d hours of reading, watching and doing, with a quiz at the end."
        .formatted(title, random.between(6, 40));
  }

  /** Plain text: the course page shows it as it is. */
  static String description(String subject, SeedRandom random) {
    StringBuilder text = new StringBuilder(1_000);
    for (int paragraph = 0; paragraph < 3; paragraph++) {
      paragraph(text, subject, "the basics", random);
    }
    return text.toString().replaceAll("[*`]", "").strip();
  }

  static String lesson(String subject, int section, SeedRandom random) {
    String theme = THEMES.get(section % THEMES.size());
    int length = random.between(LENGTH_MIN, LENGTH_MAX);
    StringBuilder text = new StringBuilder(length + 600);
    for (int part = 0; text.length() < length; part++) {
      text.append("## ").append(HEADINGS.get(part % HEADINGS.size())).append("\n\n");
      paragraph(text, subject, theme, random);
      switch (random.below(3)) {
        case 0 -> points(text, subject, theme, random);
        case 1 -> text.append("> ").append(sentence(subject, theme, random)).append("\n\n");
        default -> paragraph(text, subject, theme, random);
      }
    }
    return text.toString().strip();
  }

  private static void paragraph(
      StringBuilder text, String subject, String theme, SeedRandom random) {
    int sentences = random.between(3, 5);
    for (int i = 0; i < sentences; i++) {
      text.append(i == 0 ? "" : " ").append(sentence(subject, theme, random));
    }
    text.append("\n\n");
  }

  private static void points(StringBuilder text, String subject, String theme, SeedRandom random) {
    for (int i = random.between(2, 4); i > 0; i--) {
      text.append("- ").append(sentence(subject, theme, random)).append('\n');
    }
    text.append('\n');
  }

  private static String sentence(String subject, String theme, SeedRandom random) {
    return random.one(SENTENCES).formatted(subject, theme);
  }
}
