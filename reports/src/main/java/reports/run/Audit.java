package reports.run;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import reports.run.EnvironmentFacts.Database;

/**
 * What the database says about each write of a run: the content of {@code audit.json}. Immutable.
 *
 * @param schema {@link RunFolder#SCHEMA}
 * @param auditedAt epoch milliseconds
 * @param complete whether every write of the ledger was looked up
 * @param reason why it is not complete, else null
 * @param writes how many writes of each outcome
 * @param lost acknowledged and not in the database
 * @param doubled one write, more than one effect
 * @param invented effects that nobody asked for
 * @param undecided writes that could not be looked up
 * @param byKind acknowledged writes and their effects by kind of write
 * @param keys idempotency keys in all, counted for themselves; null where the database could not be
 *     asked, and in runs of before there was this figure
 * @param requests what client and pods counted over the whole run; null where it is not known
 * @param database the database as the audit found it
 */
public record Audit(
    int schema,
    long auditedAt,
    boolean complete,
    @Nullable String reason,
    Writes writes,
    Findings lost,
    Findings doubled,
    Findings invented,
    Findings undecided,
    SortedMap<String, Effects> byKind,
    @Nullable Keys keys,
    @Nullable Requests requests,
    @Nullable Database database) {
  /** Copies its collections; absent ones are empty. */
  public Audit {
    byKind = Run.sorted(byKind);
  }

  /** How many writes were acknowledged, refused, unknown, and looked up afterwards. */
  public record Writes(long acknowledged, long refused, long unknown, long lookedUp) {
    /** All of them. */
    public long all() {
      return acknowledged + refused + unknown;
    }
  }

  /**
   * Writes of which something is wrong.
   *
   * @param count all of them
   * @param ids the first thousand
   */
  public record Findings(long count, List<Finding> ids) {
    /** None. */
    public static final Findings NONE = new Findings(0, List.of());

    /** Copies its list; an absent one is empty. */
    public Findings {
      ids = Run.copy(ids);
    }
  }

  /** One write, what the database should hold of it, and what it holds. */
  public record Finding(
      String id, String kind, String object, @Nullable String expected, @Nullable String found) {}

  /**
   * Acknowledged writes of one kind and their effects.
   *
   * @param acknowledged writes that the platform said are done
   * @param effects acknowledged writes whose effect the database shows
   * @param coalesced how often a newer write of the kind took the place of one before it was
   *     written, by the platform's counter; its effect shows all the same
   */
  public record Effects(long acknowledged, long effects, long coalesced) {}

  /**
   * The writes that take an idempotency key, by two accounts: the ledger's and one count over all
   * keys in the database, which knows nothing of single writes.
   *
   * @param acknowledged writes that the platform said are done
   * @param unknown writes that may be done
   * @param done keys kept since the load began whose answer says that the write is done
   */
  public record Keys(long acknowledged, long unknown, long done) {
    /** Whether there are as many as there must be, and no more than there may be. */
    public boolean agree() {
      return done >= acknowledged && done <= acknowledged + unknown;
    }
  }

  /**
   * Requests of the whole run, without health and metrics.
   *
   * @param clientSent requests that the generator sent
   * @param podsCounted requests that the pods answered
   * @param inFlight requests that ended without an answer
   * @param unseen requests at most that pods which ended answered after they were last read; null
   *     in runs of before there was this figure
   */
  public record Requests(long clientSent, long podsCounted, long inFlight, @Nullable Long unseen) {}
}
