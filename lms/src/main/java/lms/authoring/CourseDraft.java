package lms.authoring;

import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lms.platform.Fields;
import lms.platform.Row;
import lms.platform.Text;
import org.jspecify.annotations.Nullable;

/**
 * What an author says about a course.
 *
 * @param language the tag of the one it is taught in: two letters of ISO 639
 * @param level one of {@link #LEVELS}
 * @param seats how many may enrol; null where nobody counts
 * @param edited the edition that last changed it, 0 before it is stored
 */
public record CourseDraft(
    String code,
    String title,
    String summary,
    String description,
    String category,
    String language,
    String level,
    @Nullable Integer seats,
    long edited) {
  /** The words for levels, from the first to the last. */
  public static final List<String> LEVELS = List.of("introductory", "intermediate", "advanced");

  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  private static final int CODE_MAX = 16;
  private static final int TITLE_MAX = 200;
  private static final int SUMMARY_MAX = 500;
  private static final int DESCRIPTION_MAX = 20_000;
  private static final int CATEGORY_MAX = 60;
  private static final int SEATS_MAX = 1_000_000;

  /** A language, by its tag and its name. */
  public record Language(String tag, String name) {}

  /** One that nobody has written yet, in the language of who will. */
  static CourseDraft blank(Text text) {
    return new CourseDraft("", "", "", "", "", text.language(), LEVELS.getFirst(), null, 0);
  }

  /** All languages, by their names in the reader's and in its order. */
  public static List<Language> languages(Text text) {
    Locale reader = Locale.forLanguageTag(text.language());
    Collator order = Collator.getInstance(reader);
    return LANGUAGES.stream()
        .map(tag -> new Language(tag, Locale.of(tag).getDisplayLanguage(reader)))
        .sorted(Comparator.comparing(Language::name, order))
        .toList();
  }

  static CourseDraft of(Fields fields) {
    return new CourseDraft(
        fields.text("code", CODE_MAX),
        fields.text("title", TITLE_MAX),
        fields.text("summary", SUMMARY_MAX),
        fields.text("description", DESCRIPTION_MAX),
        fields.text("category", CATEGORY_MAX),
        fields.choice("language", LANGUAGES),
        fields.choice("level", Set.copyOf(LEVELS)),
        fields.optionalNumber("seats", 1, SEATS_MAX),
        fields.edited());
  }

  static CourseDraft of(Row row) {
    Long seats = row.optionalNumber("seats");
    return new CourseDraft(
        row.text("code"),
        row.text("title"),
        row.text("summary"),
        row.text("description"),
        row.text("category"),
        row.text("language"),
        row.text("level"),
        seats == null ? null : Math.toIntExact(seats),
        row.number("edited"));
  }

  /** Whether the catalogue finds it by the same category, language and level as another. */
  boolean isListedLike(CourseDraft other) {
    return category.equals(other.category)
        && language.equals(other.language)
        && level.equals(other.level);
  }

  /** The same, to be stored over what was edited meanwhile. */
  CourseDraft over(long newer) {
    return new CourseDraft(
        code, title, summary, description, category, language, level, seats, newer);
  }
}
