package lms.courses;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lms.platform.Text;

/**
 * The catalogue as its page shows it.
 *
 * @param query what was looked for, as it was typed
 * @param filtered whether anything but the order was asked for
 * @param more the address of the next page, empty at the end
 */
public record CataloguePage(
    List<Course.Summary> courses,
    String query,
    List<Option> categories,
    List<Option> languages,
    List<Option> levels,
    List<Option> sorts,
    boolean free,
    boolean filtered,
    String more) {

  /** A choice of a list. */
  public record Option(String value, String label, boolean chosen) {}

  static CataloguePage of(
      CourseRoutes.Catalogue found, String typed, CatalogueQuery query, Facets facets, Text text) {
    return new CataloguePage(
        found.courses(),
        typed,
        facets.categories().stream()
            .map(name -> new Option(name, name, name.equals(query.category())))
            .toList(),
        facets.languages().stream()
            .map(tag -> new Option(tag, language(tag, text), tag.equals(query.language())))
            .toList(),
        facets.levels().stream()
            .map(word -> new Option(word, level(word, text), word.equals(query.level())))
            .toList(),
        List.of(CatalogueQuery.Sort.values()).stream()
            .map(sort -> new Option(sort.word(), order(sort, text), sort == query.sort()))
            .toList(),
        query.free(),
        query.search() != null
            || query.free()
            || !(query.category() + query.language() + query.level()).isEmpty(),
        found.next() == null ? "" : address(typed, query, found.next()));
  }

  /** The name of a language, in the reader's. */
  public static String language(String tag, Text text) {
    return Locale.forLanguageTag(tag).getDisplayLanguage(Locale.forLanguageTag(text.language()));
  }

  /** The word for a level, in the reader's language. */
  public static String level(String word, Text text) {
    return switch (word) {
      case "introductory" -> text.of("courses.introductory");
      case "intermediate" -> text.of("courses.intermediate");
      case "advanced" -> text.of("courses.advanced");
      default -> word;
    };
  }

  private static String order(CatalogueQuery.Sort sort, Text text) {
    return switch (sort) {
      case OLDEST -> text.of("courses.sort-oldest");
      case NEWEST -> text.of("courses.sort-newest");
      case RATING -> text.of("courses.sort-rating");
      case TITLE -> text.of("courses.sort-title");
    };
  }

  private static String address(String typed, CatalogueQuery query, long after) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("q", typed);
    fields.put("category", query.category());
    fields.put("language", query.language());
    fields.put("level", query.level());
    fields.put("free", query.free() ? "true" : "");
    fields.put("sort", query.sort() == CatalogueQuery.Sort.OLDEST ? "" : query.sort().word());
    fields.put("after", Long.toString(after));
    return fields.entrySet().stream()
        .filter(field -> !field.getValue().isEmpty())
        .map(
            field ->
                field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", "/courses?", ""));
  }
}
