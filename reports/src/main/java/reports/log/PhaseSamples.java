package reports.log;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import reports.statistics.Samples;

/**
 * The samples of one phase by kind, a kind being the name of a request.
 *
 * @param phase the phase
 * @param byKind samples of each kind that occurred, each with as many seconds as the phase
 * @param messages how often each error message occurred, by kind
 * @param retries the samples of those of all kinds that sent a write again, with as many seconds as
 *     the phase
 */
public record PhaseSamples(
    PhaseWindow phase,
    SortedMap<String, Samples> byKind,
    SortedMap<String, SortedMap<String, Long>> messages,
    Samples retries) {
  /**
   * What was asked for in a second: a write counts once, by its first try.
   *
   * @param requests that were sent for the first time in it
   * @param failed of them, whatever became of their retries
   */
  public record FirstTries(long requests, long failed) {}

  public PhaseSamples {
    byKind = new TreeMap<>(byKind);
    messages = new TreeMap<>(messages);
  }

  /** The kinds that occurred. */
  public Set<String> kinds() {
    return byKind.keySet();
  }

  /** The samples of a kind; empty seconds where it did not occur. */
  public Samples kind(String kind) {
    return byKind.getOrDefault(kind, nothing());
  }

  /** The samples of all kinds together. */
  public Samples all() {
    return all(_ -> true);
  }

  /** The first tries of all kinds together, second by second. */
  public List<FirstTries> firstTries() {
    List<Samples.Second> tries = all().seconds();
    return IntStream.range(0, tries.size())
        .mapToObj(
            second -> {
              Samples.Second all = tries.get(second);
              Samples.Second again = retries.seconds().get(second);
              return new FirstTries(
                  all.requests() - again.requests(),
                  all.failures().total() - again.failures().total());
            })
        .toList();
  }

  /** The samples of some kinds together. */
  public Samples all(Predicate<String> kinds) {
    Collection<Samples> parts =
        byKind.entrySet().stream()
            .filter(entry -> kinds.test(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return parts.isEmpty() ? nothing() : Samples.merged(parts);
  }

  private Samples nothing() {
    return Samples.nothing(phase.seconds());
  }
}
