package lms.authoring;

import lms.platform.Fields;
import lms.platform.Row;
import org.jspecify.annotations.Nullable;

/**
 * What an author says about a course.
 *
 * @param seats how many may enrol; null where nobody counts
 * @param edited the edition that last changed it, 0 before it is stored
 */
public record CourseDraft(
    String code,
    String title,
    String summary,
    String description,
    String category,
    @Nullable Integer seats,
    long edited) {
  static final CourseDraft EMPTY = new CourseDraft("", "", "", "", "", null, 0);

  private static final int CODE_MAX = 16;
  private static final int TITLE_MAX = 200;
  private static final int SUMMARY_MAX = 500;
  private static final int DESCRIPTION_MAX = 20_000;
  private static final int CATEGORY_MAX = 60;
  private static final int SEATS_MAX = 1_000_000;

  static CourseDraft of(Fields fields) {
    return new CourseDraft(
        fields.text("code", CODE_MAX),
        fields.text("title", TITLE_MAX),
        fields.text("summary", SUMMARY_MAX),
        fields.text("description", DESCRIPTION_MAX),
        fields.text("category", CATEGORY_MAX),
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
        seats == null ? null : Math.toIntExact(seats),
        row.number("edited"));
  }

  /** The same, to be stored over what was edited meanwhile. */
  CourseDraft over(long newer) {
    return new CourseDraft(code, title, summary, description, category, seats, newer);
  }
}
