package loadtests.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reports.run.Audit;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;

/** What an audit has found so far. */
final class Findings {
  private static final int SHOWN = 1_000;

  final Sort lost = new Sort();
  final Sort doubled = new Sort();
  final Sort invented = new Sort();
  final Sort undecided = new Sort();
  private final SortedMap<String, long[]> byKind = new TreeMap<>();

  /** Findings of one sort: all are counted, the first thousand kept. */
  static final class Sort {
    private final List<Audit.Finding> first = new ArrayList<>();
    private long count;

    void add(LedgerEntry entry, String expected, String found) {
      add(entry.id(), entry.kind(), entry.object(), expected, found);
    }

    void add(
        String id, String kind, String object, @Nullable String expected, @Nullable String found) {
      count++;
      if (first.size() < SHOWN) {
        first.add(new Audit.Finding(id, kind, object, expected, found));
      }
    }

    Audit.Findings all() {
      return new Audit.Findings(count, first);
    }
  }

  /** An acknowledged write was looked up; {@code shown} says whether its effect is there. */
  void acknowledged(String kind, boolean shown) {
    long[] counts = byKind.computeIfAbsent(kind, _ -> new long[2]);
    counts[0]++;
    counts[1] += shown ? 1 : 0;
  }

  /** Counts an entry where it was acknowledged, and puts it down as lost where it is not there. */
  void settle(LedgerEntry entry, boolean shown, String expected, String found) {
    if (entry.outcome() != Outcome.ACKNOWLEDGED) {
      return;
    }
    acknowledged(entry.kind(), shown);
    if (!shown) {
      lost.add(entry, expected, found);
    }
  }

  SortedMap<String, Audit.Effects> byKind(long coalesced) {
    var all = new TreeMap<String, Audit.Effects>();
    byKind.forEach(
        (kind, counts) ->
            all.put(
                kind,
                new Audit.Effects(
                    counts[0], counts[1], kind.equals(Positions.KIND) ? coalesced : 0)));
    return all;
  }
}
