package lms.courses;

import java.util.List;

/** What the catalogue can be filtered by: the values that published courses have. */
record Facets(List<String> categories, List<String> languages, List<String> levels) {
  /** Copies its lists. */
  Facets {
    categories = List.copyOf(categories);
    languages = List.copyOf(languages);
    levels = List.copyOf(levels);
  }
}
