package lms.seeding;

import java.util.List;

/** What seeded courses are about and what seeded people are called. */
final class Subjects {
  private static final List<String> NAMES =
      List.of(
          "Botany",
          "Statistics",
          "World History",
          "Spanish",
          "Chemistry",
          "Project Management",
          "Nutrition",
          "Astronomy",
          "Music Theory",
          "Economics",
          "Philosophy",
          "Web Design",
          "Databases",
          "Photography",
          "Geology",
          "Psychology",
          "Public Speaking",
          "Law",
          "Architecture",
          "Nursing");

  private static final List<String> CATEGORIES =
      List.of(
          "Science",
          "Science",
          "Humanities",
          "Languages",
          "Science",
          "Business",
          "Health",
          "Science",
          "Arts",
          "Business",
          "Humanities",
          "Technology",
          "Technology",
          "Arts",
          "Science",
          "Health",
          "Business",
          "Humanities",
          "Arts",
          "Health");

  private static final List<String> FORMS =
      List.of(
          "Introduction to %s",
          "%s in Practice",
          "Foundations of %s",
          "%s for Teachers",
          "Intermediate %s",
          "Advanced %s",
          "A Short History of %s",
          "Methods of %s",
          "%s: Case Studies",
          "Workshop in %s");

  private static final List<String> GIVEN =
      List.of(
          "Amara", "Björn", "Camila", "Dmitri", "Elif", "Farid", "Grace", "Hiro", "Ines", "Jonas",
          "Keiko", "Luis", "Mei", "Nadia", "Olu", "Priya", "Quentin", "Rosa", "Samir", "Tove",
          "Uma", "Víctor", "Wanjiru", "Xavier", "Yara", "Zofia");

  private static final List<String> FAMILY =
      List.of(
          "Abebe",
          "Bauer",
          "Castillo",
          "Dubois",
          "Eriksen",
          "Fischer",
          "García",
          "Haddad",
          "Ito",
          "Jansen",
          "Kowalski",
          "Lindqvist",
          "Mbeki",
          "Nguyen",
          "Okafor",
          "Patel",
          "Quispe",
          "Rossi",
          "Sato",
          "Tanaka",
          "Usman",
          "Vargas",
          "Weber",
          "Xu",
          "Yilmaz",
          "Zhang");

  private Subjects() {}

  static String subject(int course) {
    return NAMES.get(course % NAMES.size());
  }

  static String category(int course) {
    return CATEGORIES.get(course % CATEGORIES.size());
  }

  /** Different for the first {@code 200} courses. */
  static String title(int course) {
    return FORMS.get(course / NAMES.size() % FORMS.size()).formatted(subject(course));
  }

  static String person(SeedRandom random) {
    return random.one(GIVEN) + " " + random.one(FAMILY);
  }
}
