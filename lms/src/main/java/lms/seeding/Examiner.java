package lms.seeding;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions with keys that are right, of all four kinds in turn. */
final class Examiner {
  /** A term and what it means. */
  private record Term(String word, String meaning) {}

  /** Things that belong to a group, and things that don't. */
  private record Group(String name, List<String> members, List<String> others) {}

  /**
   * A question.
   *
   * @param options JSON ids in order; empty where the learner writes
   * @param wrong an answer that earns nothing
   */
  record Question(
      String kind,
      String prompt,
      List<Option> options,
      String correct,
      @Nullable Double tolerance,
      String wrong) {}

  /** One choice. */
  record Option(String id, String text) {}

  private static final List<Term> TERMS =
      List.of(
          new Term("photosynthesis", "how plants turn light into stored energy"),
          new Term("median", "the middle value of an ordered list"),
          new Term("hypothesis", "a statement that an observation can refute"),
          new Term("inflation", "a general rise of prices"),
          new Term("catalyst", "what speeds up a reaction and is not used up"),
          new Term("orbit", "the path of one body around another"),
          new Term("metaphor", "a comparison that does not say that it is one"),
          new Term("tempo", "the speed of a piece of music"),
          new Term("index", "what lets a database find rows without reading all of them"),
          new Term("erosion", "the wearing away of rock and soil"),
          new Term("aperture", "the opening of a lens"),
          new Term("precedent", "an earlier judgement that later ones follow"),
          new Term("empathy", "understanding what somebody else feels"),
          new Term("milestone", "a point that marks progress in a project"),
          new Term("protein", "the nutrient that muscles are built from"),
          new Term("facade", "the front of a building"));

  private static final List<Group> GROUPS =
      List.of(
          new Group("planets", List.of("Mars", "Venus", "Saturn"), List.of("Sirius", "Halley")),
          new Group("prime numbers", List.of("13", "29", "7"), List.of("21", "49")),
          new Group("noble gases", List.of("helium", "argon", "neon"), List.of("chlorine", "iron")),
          new Group(
              "string instruments", List.of("viola", "harp", "lute"), List.of("oboe", "horn")),
          new Group("vertebrates", List.of("trout", "frog", "owl"), List.of("squid", "wasp")),
          new Group(
              "vitamins", List.of("thiamine", "folate", "retinol"), List.of("glucose", "salt")),
          new Group(
              "igneous rocks",
              List.of("granite", "basalt", "obsidian"),
              List.of("marble", "chalk")),
          new Group("even numbers", List.of("14", "58", "92"), List.of("33", "71")));

  private static final List<String> IDS = List.of("a", "b", "c", "d", "e");

  private Examiner() {}

  static Question question(int position, SeedRandom random) {
    return switch (position % 4) {
      case 0 -> single(random);
      case 1 -> multiple(random);
      case 2 -> numeric(random);
      default -> text(random);
    };
  }

  private static Question single(SeedRandom random) {
    List<Term> terms = shuffled(TERMS, random).subList(0, 4);
    int right = random.below(4);
    List<Option> options = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      options.add(new Option(IDS.get(i), terms.get(i).word()));
    }
    String wrong = IDS.get((right + 1) % 4);
    return new Question(
        "single",
        "Which word stands for " + terms.get(right).meaning() + "?",
        options,
        IDS.get(right),
        null,
        wrong);
  }

  private static Question multiple(SeedRandom random) {
    Group group = random.one(GROUPS);
    List<String> all = new ArrayList<>(group.members());
    all.addAll(group.others());
    List<String> mixed = shuffled(all, random);
    List<Option> options = new ArrayList<>();
    List<String> right = new ArrayList<>();
    String wrong = "";
    for (int i = 0; i < mixed.size(); i++) {
      options.add(new Option(IDS.get(i), mixed.get(i)));
      if (group.members().contains(mixed.get(i))) {
        right.add(IDS.get(i));
      } else {
        wrong = IDS.get(i);
      }
    }
    return new Question(
        "multiple",
        "Which of these are " + group.name() + "? Tick all.",
        options,
        String.join(",", right),
        null,
        wrong);
  }

  private static Question numeric(SeedRandom random) {
    int units = random.between(3, 12);
    int minutes = 5 * random.between(3, 12);
    int hundredths = units * minutes * 100 / 60;
    boolean inHours = random.chance(0.5);
    String prompt =
        "A course has %d units of %d minutes each. How many %s is that?"
            .formatted(units, minutes, inHours ? "hours, with two decimals," : "minutes");
    String correct =
        inHours
            ? "%d.%02d".formatted(hundredths / 100, hundredths % 100)
            : Integer.toString(units * minutes);
    return new Question("numeric", prompt, List.of(), correct, inHours ? 0.011 : 0.0, "-1");
  }

  private static Question text(SeedRandom random) {
    Term term = random.one(TERMS);
    return new Question(
        "text",
        "Write the one word for " + term.meaning() + ".",
        List.of(),
        term.word(),
        null,
        "not sure");
  }

  /** Fisher-Yates on a copy. */
  private static <T> List<T> shuffled(List<T> list, SeedRandom random) {
    List<T> copy = new ArrayList<>(list);
    for (int i = copy.size() - 1; i > 0; i--) {
      int j = random.below(i + 1);
      T swapped = copy.get(i);
      copy.set(i, copy.get(j));
      copy.set(j, swapped);
    }
    return copy;
  }
}
