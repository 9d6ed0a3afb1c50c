package chaos.undo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a journal.
 *
 * @param schema {@link #SCHEMA}
 * @param entry which fault of the run, counted from 1
 * @param state what happened to it
 * @param what the fault and its target; with {@link State#PLANNED} only
 * @param undos what puts it right; with {@link State#PLANNED} only
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record JournalLine(int schema, int entry, State state, @Nullable String what, List<Undo> undos) {
  static final int SCHEMA = 2;

  /** How far a fault is. */
  enum State {
    /** It may be injected from now on. */
    @JsonProperty("planned")
    PLANNED,
    /** It was injected. */
    @JsonProperty("injected")
    INJECTED,
    /** All is as before. */
    @JsonProperty("undone")
    UNDONE
  }

  // Jackson passes null for an absent list, whatever the declared type says.
  @SuppressWarnings("ConstantValue")
  JournalLine {
    undos = undos == null ? List.of() : List.copyOf(undos);
  }

  static JournalLine planned(int entry, String what, List<Undo> undos) {
    return new JournalLine(SCHEMA, entry, State.PLANNED, what, undos);
  }

  static JournalLine of(int entry, State state) {
    return new JournalLine(SCHEMA, entry, state, null, List.of());
  }
}
