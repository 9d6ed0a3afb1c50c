package reports.log;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import reports.statistics.Samples;

/**
 * The samples of one phase by kind, a kind being the name of a request.
 *
 * @param phase the phase
 * @param byKind samples of each kind that occurred, each with as many seconds as the phase
 * @param messages how often each error message occurred, by kind
 */
public record PhaseSamples(
    PhaseWindow phase,
    SortedMap<String, Samples> byKind,
    SortedMap<String, SortedMap<String, Long>> messages) {
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
    return new Samples(Collections.nCopies(phase.seconds(), Samples.Second.EMPTY));
  }
}
