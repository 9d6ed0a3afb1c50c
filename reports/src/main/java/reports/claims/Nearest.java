package reports.claims;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
final class Nearest {
  private Nearest() {}

  /** The most similar name, where one is similar at all. */
  static Optional<String> to(String wrong, Collection<String> right) {
    return right.stream()
        .min(
            Comparator.comparingInt((String name) -> distance(wrong, name))
                .thenComparing(Comparator.naturalOrder()))
        .filter(name -> distance(wrong, name) <= Math.max(2, name.length() / 3));
  }

  /** Levenshtein's distance, whatever the case. */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        char a = Character.toLowerCase(one.charAt(i - 1));
        char b = Character.toLowerCase(other.charAt(j - 1));
        int changed = diagonal + (a == b ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
