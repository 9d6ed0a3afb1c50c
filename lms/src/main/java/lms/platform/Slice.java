package lms.platform;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list that is read by its keys: as many items as are shown, and whether others
 * follow. Immutable.
 *
 * @param items what is shown, in the list's order
 * @param more whether others follow
 */
public record Slice<T>(List<T> items, boolean more) {
  /** Copies the items. */
  public Slice {
    items = List.copyOf(items);
  }

  /** Of {@code found}, which was read with one item more than the {@code size} that are shown. */
  public static <T> Slice<T> of(List<T> found, int size) {
    boolean more = found.size() > size;
    return new Slice<>(more ? found.subList(0, size) : found, more);
  }

  /** The key behind which the next page begins; null where this is the last. */
  public @Nullable Long next(ToLongFunction<T> key) {
    return more ? Long.valueOf(key.applyAsLong(items.getLast())) : null;
  }

  /** The same as pages' templates take it: 0 where this is the last. */
  public long nextOrZero(ToLongFunction<T> key) {
    return more ? key.applyAsLong(items.getLast()) : 0;
  }
}
