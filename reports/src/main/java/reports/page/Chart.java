package reports.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A chart, from which its table and its words are derived, so that all three say the same.
 *
 * @param id its anchor
 * @param lead what it shows and how each point came about, in a sentence
 * @param x the horizontal axis
 * @param unit the unit of the vertical axis
 * @param logarithmic whether the vertical axis is logarithmic
 * @param limits horizontal lines with a name
 */
record Chart(
    String id,
    String title,
    String lead,
    Axis x,
    String unit,
    boolean logarithmic,
    List<Series> series,
    List<Limit> limits)
    implements Block {

  Chart {
    series = List.copyOf(series);
    limits = List.copyOf(limits);
    for (Series each : series) {
      if (each.values().size() != x.length()) {
        throw new IllegalArgumentException(
            "chart " + id + ": " + each.name() + " has " + each.values().size() + " points");
      }
    }
  }

  /** What the horizontal axis counts. */
  enum Scale {
    /** Seconds since the run began. */
    TIME,
    /** Plain numbers. */
    NUMBER,
    /** Percentiles p as -log10(1 - p). */
    PERCENTILE,
    /** Named classes, numbered from 0. */
    CLASS
  }

  /** How a series is drawn; the inks differ in tone and in dash. */
  enum Ink {
    FIRST(1),
    SECOND(2),
    THIRD(3),
    FOURTH(4),
    ALERT(5);

    private final int number;

    Ink(int number) {
      this.number = number;
    }

    /** Its number in the style sheet and the script. */
    int number() {
      return number;
    }

    String style() {
      return "ink-" + number;
    }

    /** The ink of the i-th of several lines, from 0. */
    static Ink of(int i) {
      return List.of(FIRST, SECOND, THIRD, FOURTH).get(i);
    }
  }

  /**
   * The horizontal axis.
   *
   * @param labels a name for each point, which the table shows
   */
  record Axis(String title, Scale scale, List<Double> values, List<String> labels) {
    Axis {
      values = List.copyOf(values);
      labels = List.copyOf(labels);
      if (labels.size() != values.size()) {
        throw new IllegalArgumentException("axis " + title + ": as many labels as values");
      }
    }

    int length() {
      return values.size();
    }

    /** Seconds since the run began. */
    static Axis time(List<Double> seconds) {
      List<String> labels = new ArrayList<>();
      for (double second : seconds) {
        labels.add(Figures.clock(second));
      }
      return new Axis("time since the run began", Scale.TIME, seconds, labels);
    }

    /** Named classes in their order. */
    static Axis classes(String title, List<String> names) {
      List<Double> values = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        values.add((double) i);
      }
      return new Axis(title, Scale.CLASS, values, names);
    }
  }

  /**
   * One line, or row of bars; NaN where nothing was measured.
   *
   * @param bars whether it is drawn as bars
   */
  record Series(String name, List<Double> values, Ink ink, boolean bars) {
    Series {
      values = List.copyOf(values);
    }

    static Series line(String name, List<Double> values, Ink ink) {
      return new Series(name, values, ink, false);
    }
  }

  /** A line to stay below (or above). */
  record Limit(String name, double value) {}

  /** The lowest and highest value of a series in words, or that there is none. */
  String range(Series each) {
    int lowest = -1;
    int highest = -1;
    List<Double> values = each.values();
    for (int i = 0; i < values.size(); i++) {
      if (Double.isNaN(values.get(i))) {
        continue;
      }
      lowest = lowest < 0 || values.get(i) < values.get(lowest) ? i : lowest;
      highest = highest < 0 || values.get(i) > values.get(highest) ? i : highest;
    }
    if (lowest < 0) {
      return "nothing recorded";
    }
    return "min " + value(values.get(lowest)) + ", max " + value(values.get(highest)) + at(highest);
  }

  private String at(int index) {
    return switch (x.scale()) {
      case TIME -> " at " + x.labels().get(index);
      case NUMBER, PERCENTILE, CLASS -> " (" + x.labels().get(index) + ")";
    };
  }

  /** A value of the vertical axis with its unit. */
  String value(double value) {
    String text = Figures.number(value);
    return unit.isEmpty() ? text : text + " " + unit;
  }

  /** The chart in words, for those who cannot see it. */
  String words() {
    StringBuilder words = new StringBuilder(title).append(". ");
    words.append(x.length()).append(x.length() == 1 ? " point" : " points");
    words.append(" by ").append(x.title());
    if (x.length() > 1) {
      words.append(", from ").append(x.labels().getFirst());
      words.append(" to ").append(x.labels().getLast());
    }
    words.append('.');
    for (Series each : series) {
      words.append(' ').append(each.name()).append(": ").append(range(each)).append('.');
    }
    for (Limit limit : limits) {
      words.append(' ').append(limit.name()).append(": ").append(value(limit.value())).append('.');
    }
    return words.toString();
  }

  /** The same figures as a table. */
  Table table() {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.Column.text(x.title()));
    for (Series each : series) {
      columns.add(Table.Column.number(each.name() + (unit.isEmpty() ? "" : ", " + unit)));
    }
    List<Table.Row> rows = new ArrayList<>();
    for (int i = 0; i < x.length(); i++) {
      List<Table.Cell> cells = new ArrayList<>();
      cells.add(Table.Cell.of(x.labels().get(i)));
      for (Series each : series) {
        cells.add(Table.Cell.of(Figures.number(each.values().get(i))));
      }
      rows.add(new Table.Row(cells));
    }
    return new Table(id + "-table", "Table of the chart: " + title, columns, rows, true);
  }
}
