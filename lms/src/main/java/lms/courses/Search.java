package lms.courses;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for in the catalogue: a course with this code, or courses in which each word
 * begins some word of title or summary. Immutable.
 *
 * <p>The full-text index knows neither short words nor stopwords, and demanding one of it finds
 * nothing; where such a word is looked for, the texts themselves are. A word that begins a stopword
 * counts as one: "whe" is to find "When".
 *
 * @param code the query as it is
 * @param indexed words that the index answers
 * @param others words that it does not
 */
record Search(String code, List<String> indexed, List<String> others) {
  /** InnoDB's own list, in MySQL and in MariaDB. */
  static final Set<String> STOPWORDS =
      Set.of(
          ("a about an are as at be by com de en for from how i in is it la of on or that the this"
                  + " to was what when where who will with und www")
              .split(" ", -1));

  /** {@code innodb_ft_min_token_size}. */
  private static final int INDEXED_FROM = 3;

  private static final int WORDS_MAX = 8;
  private static final String BETWEEN_WORDS = "[^\\p{L}\\p{N}]+";

  /** Reads a query; of a long one its first {@value #WORDS_MAX} words count. */
  static Search of(String query) {
    List<String> words =
        Arrays.stream(query.toLowerCase(Locale.ROOT).split(BETWEEN_WORDS, -1))
            .filter(word -> !word.isEmpty())
            .distinct()
            .limit(WORDS_MAX)
            .toList();
    return new Search(
        query,
        words.stream().filter(Search::isIndexed).toList(),
        words.stream().filter(word -> !isIndexed(word)).toList());
  }

  private static boolean isIndexed(String word) {
    return word.length() >= INDEXED_FROM
        && STOPWORDS.stream().noneMatch(stopword -> stopword.startsWith(word));
  }

  /** The condition in SQL, with a mark for each of {@link #parameters}. */
  String condition() {
    List<String> all = new ArrayList<>();
    if (!indexed.isEmpty()) {
      all.add("MATCH (title, summary) AGAINST (? IN BOOLEAN MODE)");
    }
    for (String _ : others) {
      all.add("REGEXP_REPLACE(CONCAT(' ', title, ' ', summary), ?, ' ') LIKE ?");
    }
    return all.isEmpty() ? "code = ?" : "(code = ? OR " + String.join(" AND ", all) + ')';
  }

  /** What {@link #condition} asks for: of words only letters and digits, so no operator. */
  List<@Nullable Object> parameters() {
    List<@Nullable Object> parameters = new ArrayList<>();
    parameters.add(code);
    if (!indexed.isEmpty()) {
      parameters.add('+' + String.join("* +", indexed) + '*');
    }
    for (String word : others) {
      parameters.add(BETWEEN_WORDS);
      parameters.add("% " + word + '%');
    }
    return parameters;
  }
}
