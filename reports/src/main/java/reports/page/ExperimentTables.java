package reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reports.page.Table.Cell;
import reports.page.Table.Column;
import reports.run.Experiment;
import reports.run.Experiment.FaultRecord;
import reports.run.Experiment.Invariant;
import reports.run.Experiment.Outcome;
import reports.run.Experiment.Residue;
import reports.run.Experiment.Testimony;

/** What was done in an experiment, and what was found of the data and of the machine. */
final class ExperimentTables {
  private final Experiment experiment;
  private final TimeAxis time;

  ExperimentTables(Experiment experiment, TimeAxis time) {
    this.experiment = experiment;
    this.time = time;
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    if (!experiment.faults().isEmpty()) {
      blocks.add(faults());
    }
    if (!experiment.invariants().isEmpty()) {
      blocks.add(invariants());
    }
    for (int i = 0; i < experiment.invariants().size(); i++) {
      Invariant each = experiment.invariants().get(i);
      if (!each.violations().isEmpty()) {
        blocks.add(histories("violations-" + (i + 1), each));
      }
    }
    Residue residue = experiment.residue();
    if (residue != null && !residue.left().isEmpty()) {
      blocks.add(new Note("Left behind: " + String.join("; ", residue.left()) + "."));
    }
    return blocks;
  }

  private Table faults() {
    List<Table.Row> rows = new ArrayList<>();
    for (FaultRecord fault : experiment.faults()) {
      Testimony witness = fault.witness();
      rows.add(
          Table.Row.of(
              Cell.of(fault.fault()),
              Cell.of(fault.target()),
              Cell.of(clock(fault.injected())),
              Cell.of(clock(fault.undone())),
              Cell.of(witness == null ? "nobody" : witness.source()),
              Cell.of(witness == null ? "–" : orDash(witness.before())),
              Cell.of(witness == null ? "–" : orDash(witness.during())),
              Cell.of(witness == null ? "–" : orDash(witness.after())),
              fired(fault)));
    }
    return new Table(
        "faults",
        "Faults and their witnesses",
        List.of(
            Column.text("Fault"),
            Column.text("Target"),
            Column.number("Injected"),
            Column.number("Undone"),
            Column.text("Witness"),
            Column.text("Before"),
            Column.text("During"),
            Column.text("After"),
            Column.text("Fired")),
        rows,
        false);
  }

  private static Cell fired(FaultRecord fault) {
    Testimony witness = fault.witness();
    if (fault.failure() != null) {
      return new Cell(fault.failure(), Stamp.INVALID);
    }
    if (!fault.leavesTraces()) {
      return Cell.of("nothing to see");
    }
    return witness != null && witness.fired()
        ? new Cell("yes", Stamp.VERIFIED)
        : new Cell("no", Stamp.INVALID);
  }

  private String clock(@Nullable Long t) {
    return t == null ? "never" : Figures.clock(time.at(t));
  }

  private static String orDash(@Nullable String text) {
    return text == null ? "–" : text;
  }

  private Table invariants() {
    List<Table.Row> rows = new ArrayList<>();
    for (Invariant each : experiment.invariants()) {
      rows.add(
          Table.Row.of(
              Cell.of(each.name()),
              Cell.of(each.says()),
              new Cell(words(each.outcome()), stamp(each.outcome())),
              Cell.of(Figures.count(each.checked())),
              Cell.of(Figures.count(each.violated())),
              Cell.of(orDash(each.note()))));
    }
    return new Table(
        "invariants",
        "Invariants of the data",
        List.of(
            Column.text("Invariant"),
            Column.text("What must be true"),
            Column.text("Outcome"),
            Column.number("Checked"),
            Column.number("Violated"),
            Column.text("Note")),
        rows,
        false);
  }

  private static String words(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Stamp stamp(Outcome outcome) {
    return switch (outcome) {
      case HELD -> Stamp.VERIFIED;
      case VIOLATED -> Stamp.REFUTED;
      case UNKNOWN -> Stamp.NOT_PROVEN;
      case NOT_APPLICABLE -> Stamp.OUT_OF_SCOPE;
    };
  }

  private static Histories histories(String id, Invariant invariant) {
    int shown = invariant.violations().size();
    return new Histories(
        id,
        "Violations of " + invariant.name(),
        invariant.says()
            + " "
            + Figures.count(invariant.violated())
            + " of "
            + Figures.count(invariant.checked())
            + " are wrong"
            + (shown < invariant.violated() ? ", the first " + Figures.count(shown) : "")
            + ". Each with what happened to its key, oldest first.",
        invariant.violations().stream()
            .map(each -> new Histories.Entry(each.key(), each.sentence(), each.history()))
            .toList());
  }
}
