package chaos.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds a small part of a list that still fails, by delta debugging (ddmin: Zeller and Hildebrandt,
 * "Simplifying and isolating failure-inducing input", 2002). What it finds is minimal in that
 * without any one of its elements it does not fail any more, where the test is steady.
 *
 * <p>Nothing is assumed about the test: whether it fails for a part says nothing about other parts,
 * so each is tried.
 */
public final class Shrinker {
  private Shrinker() {}

  /**
   * Shrinks a list that fails.
   *
   * @param fails whether a part, never empty and in the same order, still fails; a test that is not
   *     steady has to be repeated by the predicate until it is sure enough
   */
  public static <T> List<T> shrink(List<T> failing, Predicate<List<T>> fails) {
    List<T> smallest = List.copyOf(failing);
    int parts = 2;
    while (smallest.size() > 1) {
      List<List<T>> chunks = chunks(smallest, parts);
      List<T> smaller = firstFailing(chunks, fails);
      if (!smaller.isEmpty()) {
        smallest = smaller;
        parts = 2;
        continue;
      }
      // With two parts the complements are the parts themselves.
      smaller = parts == 2 ? List.of() : firstFailing(complements(chunks), fails);
      if (!smaller.isEmpty()) {
        smallest = smaller;
        parts = Math.max(parts - 1, 2);
      } else if (parts == smallest.size()) {
        return smallest;
      } else {
        parts = Math.min(parts * 2, smallest.size());
      }
    }
    return smallest;
  }

  private static <T> List<T> firstFailing(List<List<T>> parts, Predicate<List<T>> fails) {
    return parts.stream().filter(fails).findFirst().orElse(List.of());
  }

  /** So many parts of lengths that differ by one at most. */
  private static <T> List<List<T>> chunks(List<T> all, int parts) {
    return IntStream.range(0, parts)
        .mapToObj(n -> all.subList(all.size() * n / parts, all.size() * (n + 1) / parts))
        .toList();
  }

  private static <T> List<List<T>> complements(List<List<T>> chunks) {
    return IntStream.range(0, chunks.size())
        .mapToObj(
            left -> {
              List<T> rest = new ArrayList<>();
              IntStream.range(0, chunks.size())
                  .filter(n -> n != left)
                  .forEach(n -> rest.addAll(chunks.get(n)));
              return rest;
            })
        .toList();
  }
}
