package loadtests.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a plan that one of several injectors plays: of every numbered thing, a planned start
 * or a learner, those whose number leaves its index as the remainder. Everything is numbered over
 * the whole plan, which each injector computes alike from the seed, so that the shards together are
 * the plan of one injector and no two have anything in common. Immutable.
 *
 * @param index which of the injectors, from 0
 * @param count how many there are, at least 1
 */
public record Shard(int index, int count) {
  /** The whole plan. */
  public static final Shard WHOLE = new Shard(0, 1);

  public Shard {
    if (count < 1 || index < 0 || index >= count) {
      throw new IllegalArgumentException("there is no shard %d of %d".formatted(index, count));
    }
  }

  /** How many of {@code all} numbered things are in it. */
  public int size(int all) {
    return (all - index + count - 1) / count;
  }

  /** The number in the whole plan of the {@code nth} thing in it, both from 0. */
  public int number(int nth) {
    return nth * count + index;
  }

  /** The place in it of the thing that has this number in the whole plan: the inverse. */
  public int place(int number) {
    if (number % count != index) {
      throw new IllegalArgumentException(
          "%d is not in shard %d of %d".formatted(number, index, count));
    }
    return number / count;
  }

  /** Those of {@code all} that are in it, in their order. */
  public <T> List<T> of(List<T> all) {
    var own = new ArrayList<T>(size(all.size()));
    for (int number = index; number < all.size(); number += count) {
      own.add(all.get(number));
    }
    return own;
  }
}
