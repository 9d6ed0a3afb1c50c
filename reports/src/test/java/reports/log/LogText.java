package reports.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A log as lines of text, one a record: for tests that compare logs. */
final class LogText implements LogVisitor {
  private final List<String> lines = new ArrayList<>();
  private LogNames names = new NameTable();
  private List<String> scenarios = List.of();

  static List<String> of(Path log) {
    LogText text = new LogText();
    GatlingLog.read(log, text);
    return text.lines();
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void begin(RunHeader header, LogNames names) {
    this.names = names;
    scenarios = header.scenarios();
    lines.add(header.toString());
  }

  @Override
  public void request(int groups, int name, long start, long end, boolean ok, int message) {
    add("request", names.groups(groups), names.text(name), start, end, ok, names.text(message));
  }

  @Override
  public void user(int scenario, boolean started, long at) {
    add("user", scenarios.get(scenario), started, at);
  }

  @Override
  public void group(int groups, long start, long end, int cumulatedMillis, boolean ok) {
    add("group", names.groups(groups), start, end, cumulatedMillis, ok);
  }

  @Override
  public void error(int message, long at) {
    add("error", names.text(message), at);
  }

  private void add(Object... fields) {
    lines.add(List.of(fields).toString());
  }
}
