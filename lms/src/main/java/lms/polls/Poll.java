package lms.polls;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A poll with what was voted.
 *
 * @param choice the reader's own vote, from 0, or null
 * @param votes by option, in the order of the options; none where the reader is not shown them
 */
public record Poll(
    long id,
    long courseId,
    String question,
    List<String> options,
    boolean closed,
    @Nullable Integer choice,
    List<Long> votes) {
  /** Copies its lists. */
  public Poll {
    options = List.copyOf(options);
    votes = List.copyOf(votes);
  }

  /** As its reader sees it: without the votes of others before an own one. */
  Poll shown() {
    return closed || choice != null
        ? this
        : new Poll(id, courseId, question, options, false, null, List.of());
  }

  /** All votes. */
  public long total() {
    return votes.stream().mapToLong(Long::longValue).sum();
  }

  /** An option's share of the votes, 0 where there are none. */
  public double share(int option) {
    return total() == 0 ? 0 : (double) votes.get(option) / total();
  }

  Poll with(List<Long> counts) {
    List<Long> all =
        IntStream.range(0, options.size())
            .mapToObj(i -> i < counts.size() ? counts.get(i) : Long.valueOf(0))
            .toList();
    return new Poll(id, courseId, question, options, closed, choice, all);
  }
}
