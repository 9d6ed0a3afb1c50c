package reports.page;

import java.util.List;
import reports.judge.LevelResult;

/**
 * A table; the first column holds the headings of the rows.
 *
 * @param id its anchor
 * @param folded whether it is shown on request only
 */
record Table(String id, String caption, List<Column> columns, List<Row> rows, boolean folded)
    implements Block {
  Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.cells().size() != columns.size()) {
        throw new IllegalArgumentException(
            "table " + id + ": a row of " + row.cells().size() + " cells, " + columns.size());
      }
    }
  }

  /** A column's heading, and whether it holds numbers. */
  record Column(String title, boolean numeric) {
    static Column text(String title) {
      return new Column(title, false);
    }

    static Column number(String title) {
      return new Column(title, true);
    }
  }

  /** A row's cells, as many as there are columns. */
  record Row(List<Cell> cells) {
    Row {
      cells = List.copyOf(cells);
    }

    static Row of(Cell... cells) {
      return new Row(List.of(cells));
    }
  }

  /** A cell's text, with a verdict where it bears one. */
  record Cell(String text, Stamp stamp) {
    static Cell of(String text) {
      return new Cell(text, Stamp.PLAIN);
    }

    /** What the bounds of a level say. */
    static Cell of(LevelResult.Outcome outcome) {
      String words =
          switch (outcome) {
            case MEETS -> "met";
            case BREAKS -> "broken";
            case STRADDLES -> "undecided";
            case TOO_FEW -> "too few";
          };
      return new Cell(words, Stamp.of(outcome));
    }
  }
}
