package loadtests.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;

/** The writes of some accounts, by kind and by what was written to. */
final class Writes {
  private final Map<String, Map<Target, List<LedgerEntry>>> byKind = new HashMap<>();

  /** What was written to, and by whom. */
  record Target(long user, String object) implements Comparable<Target> {
    /** The number behind {@code name:} in an object such as {@code attempt:12/question:7}. */
    long number(String name) {
      for (String part : object.split("/", -1)) {
        if (part.startsWith(name + ":")) {
          return Long.parseLong(part.substring(name.length() + 1));
        }
      }
      throw new IllegalArgumentException("ledger.jsonl: object " + object + " names no " + name);
    }

    @Override
    public int compareTo(Target other) {
      int byUser = Long.compare(user, other.user);
      return byUser != 0 ? byUser : object.compareTo(other.object);
    }
  }

  Writes(Collection<LedgerEntry> entries) {
    entries.stream()
        .collect(Collectors.groupingBy(LedgerEntry::kind))
        .forEach(
            (kind, ofKind) ->
                byKind.put(
                    kind,
                    ofKind.stream()
                        .collect(
                            Collectors.groupingBy(
                                entry -> new Target(entry.user(), entry.object()),
                                TreeMap::new,
                                Collectors.toList()))));
  }

  /** All writes of one kind by target. */
  Map<Target, List<LedgerEntry>> of(String kind) {
    return byKind.getOrDefault(kind, Map.of());
  }

  /** The writes of one kind to one target. */
  List<LedgerEntry> of(String kind, long user, String object) {
    return of(kind).getOrDefault(new Target(user, object), List.of());
  }

  /** Whether any of these may have had an effect: all but the refused. */
  static boolean mayHaveHappened(List<LedgerEntry> entries) {
    return entries.stream().anyMatch(entry -> entry.outcome() != Outcome.REFUSED);
  }
}
