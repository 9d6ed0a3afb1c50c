package lms.courses;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lms.platform.Row;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to see of the catalogue, and where it goes on.
 *
 * @param search null for all courses
 * @param category the empty text for all; likewise {@code language} and {@code level}
 * @param free only courses that have a seat
 * @param after the last course of the page before, 0 for the first page
 */
record CatalogueQuery(
    @Nullable Search search,
    String category,
    String language,
    String level,
    boolean free,
    Sort sort,
    long after) {

  /** The order of the catalogue. Each is an index, read on from where the page before ended. */
  enum Sort {
    OLDEST("id", "id > ?"),
    NEWEST("published_at DESC, id DESC", "(published_at < ? OR (published_at = ? AND id < ?))"),
    RATING(
        "rating_average DESC, id DESC", "(rating_average < ? OR (rating_average = ? AND id < ?))"),
    TITLE("title, id", "(title > ? OR (title = ? AND id > ?))");

    private final String order;
    private final String behind;

    Sort(String order, String behind) {
      this.order = order;
      this.behind = behind;
    }

    /** The word in addresses. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Sort> of(String word) {
      return Arrays.stream(values()).filter(sort -> sort.word().equals(word)).findFirst();
    }

    static List<String> words() {
      return Arrays.stream(values()).map(Sort::word).toList();
    }
  }

  /** What the last course of the page before is sorted by. */
  record Anchor(Instant publishedAt, BigDecimal rating, String title) {
    static final String FIND =
        "SELECT published_at, rating_average, title FROM courses"
            + " WHERE id = ? AND published_at IS NOT NULL";

    static Anchor of(Row row) {
      return new Anchor(
          row.instant("published_at"),
          new BigDecimal(row.text("rating_average")),
          row.text("title"));
    }
  }

  /** Whether {@link #statement} needs to know the anchor. */
  boolean needsAnchor() {
    return after > 0 && sort != Sort.OLDEST;
  }

  /** The select after the columns; its marks stand for {@link #parameters}. */
  String statement() {
    var all = new StringBuilder(" FROM courses WHERE published_at IS NOT NULL");
    for (Filter filter : filters()) {
      all.append(filter.value().isEmpty() ? "" : " AND " + filter.condition());
    }
    if (free) {
      all.append(" AND (seats IS NULL OR seats_taken < seats)");
    }
    if (search != null) {
      all.append(" AND ").append(search.condition());
    }
    if (after > 0) {
      all.append(" AND ").append(sort.behind);
    }
    return all.append(" ORDER BY ").append(sort.order).append(" LIMIT ?").toString();
  }

  /** The values of all marks but the last. */
  List<@Nullable Object> parameters(@Nullable Anchor anchor) {
    List<@Nullable Object> parameters = new ArrayList<>();
    for (Filter filter : filters()) {
      if (!filter.value().isEmpty()) {
        parameters.add(filter.value());
      }
    }
    if (search != null) {
      parameters.addAll(search.parameters());
    }
    if (anchor != null) {
      Object value =
          switch (sort) {
            case NEWEST -> anchor.publishedAt();
            case RATING -> anchor.rating();
            case OLDEST, TITLE -> anchor.title();
          };
      parameters.add(value);
      parameters.add(value);
    }
    if (after > 0) {
      parameters.add(after);
    }
    return parameters;
  }

  private record Filter(String condition, String value) {}

  private List<Filter> filters() {
    return List.of(
        new Filter("category = ?", category),
        // A column of ASCII can't be compared with what is none.
        new Filter("language = CONVERT(? USING ascii)", language),
        new Filter("level = ?", level));
  }
}
