package lms.roster;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import lms.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * Reading people from CSV: an address and a name a line. Lines that are wrong are reported and the
 * others enrolled, {@value #BATCH} at a time, so that it takes little memory and holds no lock for
 * long.
 */
final class Import {
  static final int BATCH = 500;

  /** How many faults are told one by one. */
  static final int FAULTS_MAX = 200;

  private static final int EMAIL_MAX = 190;
  private static final int NAME_MAX = 120;
  private static final Pattern EMAIL = Pattern.compile("[^@\\s,;<>\"]+@[^@\\s,;<>\"]+");

  private final Function<SequencedMap<String, String>, Roster.Outcome> enrol;
  private final SequencedMap<String, String> batch = new LinkedHashMap<>();
  private final List<Fault> faults = new ArrayList<>();
  private Roster.Outcome outcome = new Roster.Outcome(0, 0, 0);
  private long lines;
  private long faulty;

  /** Enrols by {@code enrol}, which commits what it is given. */
  private Import(Function<SequencedMap<String, String>, Roster.Outcome> enrol) {
    this.enrol = enrol;
  }

  /** A line that was left out. */
  record Fault(long line, Words why) {}

  /**
   * What came of it.
   *
   * @param lines with people, wrong ones included
   * @param faulty how many are wrong, of which {@code faults} has the first
   */
  record Report(long lines, Roster.Outcome outcome, long faulty, List<Fault> faults) {}

  /** Enrols the people of {@code csv}; its first line may be a heading. */
  static Report of(String csv, Function<SequencedMap<String, String>, Roster.Outcome> enrol) {
    var reading = new Import(enrol);
    reading.read(csv);
    return new Report(reading.lines, reading.outcome, reading.faulty, List.copyOf(reading.faults));
  }

  private void read(String csv) {
    long line = 0;
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator(csv))
            .allowMissingFields(true)
            .allowExtraFields(true)
            .detectBomHeader(false)
            .ofCsvRecord(csv.startsWith("\uFEFF") ? csv.substring(1) : csv)) {
      for (CsvRecord record : reader) {
        line = record.getStartingLineNumber();
        boolean heading = line == 1 && !record.getField(0).contains("@");
        if (!heading) {
          take(line, record);
        }
      }
    } catch (CsvParseException e) {
      fault(line + 1, Words.of("roster.no-csv"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    flush();
  }

  /** Spreadsheets of many languages write semicolons. */
  private static char separator(String csv) {
    String first = csv.lines().findFirst().orElse("");
    return first.indexOf(';') >= 0 && first.indexOf(',') < 0 ? ';' : ',';
  }

  private void take(long line, CsvRecord record) {
    lines++;
    String email = record.getField(0).strip().toLowerCase(Locale.ROOT);
    String name = record.getFieldCount() > 1 ? record.getField(1).strip() : "";
    Words fault = fault(email, name);
    if (fault != null) {
      fault(line, fault);
      return;
    }
    if (batch.putIfAbsent(email, name.isEmpty() ? nameOf(email) : name) != null) {
      fault(line, Words.of("roster.twice", email));
      return;
    }
    if (batch.size() == BATCH) {
      flush();
    }
  }

  private static @Nullable Words fault(String email, String name) {
    if (email.length() > EMAIL_MAX || !EMAIL.matcher(email).matches()) {
      return Words.of("roster.no-email", shortened(email));
    }
    return name.length() > NAME_MAX ? Words.of("roster.long-name", NAME_MAX) : null;
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + '…' : text;
  }

  /** What stands before the at sign. */
  private static String nameOf(String email) {
    String local = email.substring(0, email.indexOf('@'));
    return local.substring(0, Math.min(local.length(), NAME_MAX));
  }

  private void fault(long line, Words why) {
    faulty++;
    if (faults.size() < FAULTS_MAX) {
      faults.add(new Fault(line, why));
    }
  }

  private void flush() {
    if (!batch.isEmpty()) {
      outcome = outcome.plus(enrol.apply(new LinkedHashMap<>(batch)));
      batch.clear();
    }
  }
}
