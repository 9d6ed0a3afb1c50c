package reports.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reports.statistics.Samples;

/**
 * Collects the response times of each kind of request in each second of each phase, exactly.
 * Several logs may be read into one collector, one after the other: that is how injectors are
 * merged. Takes about five bytes a request. Not thread-safe.
 */
public final class SampleCollector implements LogVisitor {
  /** The name of the group around a request that sends a write again. */
  public static final String RETRY = "retry";

  /** How many different error messages of one kind in one phase are told apart. */
  private static final int MESSAGES_MAX = 1_000;

  private static final String OTHER_MESSAGES = "other messages";

  private final List<PhaseWindow> phases;

  /** For each phase, what was collected of each kind. */
  private final List<SortedMap<String, KindCells>> collected = new ArrayList<>();

  /** For each phase, the retries of all kinds, which are in {@link #collected} as well. */
  private final List<KindCells> retries = new ArrayList<>();

  private LogNames names = new NameTable();

  /** For each phase, the cells by the id that this log has given to the kind's name. */
  private final List<List<@Nullable KindCells>> byName = new ArrayList<>();

  private long outside;

  /** Where the last request fell: the next one mostly falls there too. */
  private int lastPhase;

  /** Collects for these phases, which may not overlap. */
  public SampleCollector(List<PhaseWindow> phases) {
    this.phases = List.copyOf(phases);
    for (PhaseWindow phase : phases) {
      collected.add(new TreeMap<>());
      retries.add(new KindCells(phase.seconds()));
      byName.add(new ArrayList<>());
    }
  }

  @Override
  public void begin(RunHeader header, LogNames names) {
    this.names = names;
    byName.forEach(List::clear);
  }

  @Override
  public void request(
      int groups, int name, long startMillis, long endMillis, boolean ok, int message) {
    int phase = phaseAt(startMillis);
    if (phase < 0) {
      outside++;
      return;
    }
    KindCells cells = cells(phase, name);
    int second = (int) ((startMillis - phases.get(phase).beginMillis()) / 1000);
    int millis = (int) (endMillis - startMillis);
    cells.add(second, millis, ok);
    if (!ok) {
      cells.count(names.text(message));
    }
    if (groups != 0 && names.groups(groups).contains(RETRY)) {
      retries.get(phase).add(second, millis, ok);
    }
  }

  private int phaseAt(long millis) {
    if (lastPhase < phases.size() && contains(phases.get(lastPhase), millis)) {
      return lastPhase;
    }
    for (int i = 0; i < phases.size(); i++) {
      if (contains(phases.get(i), millis)) {
        lastPhase = i;
        return i;
      }
    }
    return -1;
  }

  private static boolean contains(PhaseWindow phase, long millis) {
    return phase.beginMillis() <= millis && millis < phase.endMillis();
  }

  private KindCells cells(int phase, int name) {
    List<@Nullable KindCells> known = byName.get(phase);
    while (known.size() <= name) {
      known.add(null);
    }
    KindCells cells = known.get(name);
    if (cells == null) {
      int seconds = phases.get(phase).seconds();
      cells = collected.get(phase).computeIfAbsent(names.text(name), _ -> new KindCells(seconds));
      known.set(name, cells);
    }
    return cells;
  }

  /** How many requests started in none of the phases. */
  public long outside() {
    return outside;
  }

  /** What was collected, phase by phase, in the order of the phases. */
  public List<PhaseSamples> samples() {
    List<PhaseSamples> samples = new ArrayList<>();
    for (int i = 0; i < phases.size(); i++) {
      SortedMap<String, Samples> byKind = new TreeMap<>();
      SortedMap<String, SortedMap<String, Long>> messages = new TreeMap<>();
      collected
          .get(i)
          .forEach(
              (kind, cells) -> {
                byKind.put(kind, cells.samples());
                if (!cells.messages.isEmpty()) {
                  messages.put(kind, new TreeMap<>(cells.messages));
                }
              });
      samples.add(new PhaseSamples(phases.get(i), byKind, messages, retries.get(i).samples()));
    }
    return samples;
  }

  /** One kind of request in one phase. */
  private static final class KindCells {
    private final Cell[] successes;
    private final Cell[] failures;
    private final Map<String, Long> messages = new HashMap<>();

    KindCells(int seconds) {
      successes = new Cell[seconds];
      failures = new Cell[seconds];
      Arrays.setAll(successes, _ -> new Cell());
      Arrays.setAll(failures, _ -> new Cell());
    }

    void add(int second, int millis, boolean ok) {
      (ok ? successes : failures)[second].add(millis);
    }

    void count(String message) {
      boolean room = messages.size() < MESSAGES_MAX || messages.containsKey(message);
      messages.merge(room ? message : OTHER_MESSAGES, 1L, Long::sum);
    }

    Samples samples() {
      List<Samples.Second> seconds = new ArrayList<>(successes.length);
      for (int i = 0; i < successes.length; i++) {
        seconds.add(new Samples.Second(successes[i].histogram(), failures[i].histogram()));
      }
      return new Samples(seconds);
    }
  }
}
