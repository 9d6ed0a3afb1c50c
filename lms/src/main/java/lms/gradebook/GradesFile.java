package lms.gradebook;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lms.platform.Text;
import org.jspecify.annotations.Nullable;

/**
 * Grades as CSV, written as they are read. A text that a spreadsheet would take for a formula gets
 * an apostrophe in front, so that nobody's name runs anything.
 */
final class GradesFile {
  private static final String FORMULA = "=+-@\t\r";

  private GradesFile() {}

  /** Where lines come from: those behind an enrolment, some at a time; none at the end. */
  @FunctionalInterface
  interface Source {
    List<Gradebook.Line> after(long enrolmentId);
  }

  static void write(OutputStream out, List<Gradebook.Item> items, Source source, Text text) {
    try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().build(writer)) {
      // Without it spreadsheets take UTF-8 for something else.
      writer.write('\uFEFF');
      csv.writeRecord(heading(items, text));
      List<Gradebook.Line> lines = source.after(0);
      while (!lines.isEmpty()) {
        for (Gradebook.Line line : lines) {
          csv.writeRecord(record(items, line, text));
        }
        lines = source.after(lines.getLast().enrolmentId());
      }
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> heading(List<Gradebook.Item> items, Text text) {
    List<String> heading = new ArrayList<>();
    heading.add(text.of("gradebook.learner"));
    heading.add(text.of("gradebook.email"));
    items.forEach(item -> heading.add(harmless(item.title())));
    heading.add(text.of("gradebook.total"));
    heading.add(text.of("gradebook.waiting"));
    return heading;
  }

  /** Grades as far as they are; the last field names those that marks may still change. */
  private static List<String> record(List<Gradebook.Item> items, Gradebook.Line line, Text text) {
    List<String> record = new ArrayList<>();
    record.add(harmless(text.person(line.name())));
    record.add(harmless(line.email()));
    line.cells().forEach(cell -> record.add(number(cell.percent())));
    record.add(number(line.total()));
    record.add(
        harmless(
            IntStream.range(0, items.size())
                .filter(i -> line.cells().get(i).waits())
                .mapToObj(i -> items.get(i).title())
                .collect(Collectors.joining("; "))));
    return record;
  }

  static String harmless(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? '\'' + text : text;
  }

  /** With a point in every language: programs read it. */
  private static String number(@Nullable Double percent) {
    return percent == null
        ? ""
        : BigDecimal.valueOf(percent)
            .setScale(2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString();
  }
}
