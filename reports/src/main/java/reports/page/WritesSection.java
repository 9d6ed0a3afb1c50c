package reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reports.judge.Judgement;
import reports.page.Table.Cell;
import reports.page.Table.Column;
import reports.run.Audit;

/** What became of the writes: the audit of the ledger against the database. */
final class WritesSection {
  private WritesSection() {}

  static Section of(Judgement judgement) {
    List<Block> blocks = new ArrayList<>();
    if (judgement.audit().isEmpty()) {
      blocks.add(new Note("The database was not asked: nothing is known of the writes."));
    } else {
      add(blocks, judgement.audit().get());
    }
    return new Section(
        "writes",
        "Audit of writes",
        "Every write that the generator sent was looked up in the database afterwards. A write is"
            + " lost when it was acknowledged and is not there, doubled when it had more than one"
            + " effect, invented when nobody asked for it, undecided when it could not be looked"
            + " up.",
        blocks);
  }

  private static void add(List<Block> blocks, Audit audit) {
    if (!audit.complete()) {
      blocks.add(
          new Note(
              "The audit is not complete"
                  + (audit.reason() == null ? "." : ": " + audit.reason() + ".")));
    }
    Audit.Writes writes = audit.writes();
    blocks.add(
        new Facts(
            "",
            List.of(
                fact("acknowledged", writes.acknowledged()),
                fact("refused", writes.refused()),
                fact("outcome unknown to the client", writes.unknown()),
                fact("looked up", writes.lookedUp()),
                fact("lost", audit.lost().count()),
                fact("doubled", audit.doubled().count()),
                fact("invented", audit.invented().count()),
                fact("undecided", audit.undecided().count()))));
    Audit.Keys keys = audit.keys();
    if (keys != null) {
      blocks.add(keys(keys));
    }
    blocks.add(byKind(audit));
    findings(blocks, "lost", audit.lost());
    findings(blocks, "doubled", audit.doubled());
    findings(blocks, "invented", audit.invented());
    findings(blocks, "undecided", audit.undecided());
  }

  private static Facts keys(Audit.Keys keys) {
    return new Facts(
        "Writes that take an idempotency key, and all such keys in the database",
        List.of(
            fact("acknowledged", keys.acknowledged()),
            fact("outcome unknown to the client", keys.unknown()),
            fact("keys of writes that were done", keys.done())));
  }

  private static Facts.Fact fact(String name, long count) {
    return new Facts.Fact(name, Figures.count(count));
  }

  private static Table byKind(Audit audit) {
    List<Table.Row> rows = new ArrayList<>();
    for (Map.Entry<String, Audit.Effects> each : audit.byKind().entrySet()) {
      Audit.Effects effects = each.getValue();
      rows.add(
          Table.Row.of(
              Cell.of(each.getKey()),
              Cell.of(Figures.count(effects.acknowledged())),
              Cell.of(Figures.count(effects.effects())),
              Cell.of(Figures.count(effects.coalesced()))));
    }
    return new Table(
        "writes-by-kind",
        "Acknowledged writes and their effects",
        List.of(
            Column.text("Kind of write"),
            Column.number("Acknowledged"),
            Column.number("Effects in the database"),
            Column.number("Coalesced")),
        rows,
        false);
  }

  private static void findings(List<Block> blocks, String name, Audit.Findings findings) {
    if (findings.count() == 0) {
      return;
    }
    List<Table.Row> rows =
        findings.ids().stream()
            .map(
                each ->
                    Table.Row.of(
                        Cell.of(each.id()),
                        Cell.of(each.kind()),
                        Cell.of(each.object()),
                        Cell.of(each.expected() == null ? "–" : each.expected()),
                        Cell.of(each.found() == null ? "nothing" : each.found())))
            .toList();
    String caption = "Writes " + name + ": " + Figures.count(findings.count());
    if (findings.count() > rows.size()) {
      caption += ", of which the first " + Figures.count(rows.size());
    }
    blocks.add(
        new Table(
            "writes-" + name,
            caption,
            List.of(
                Column.text("Id"),
                Column.text("Kind"),
                Column.text("What was written to"),
                Column.text("Expected"),
                Column.text("Found")),
            rows,
            rows.size() > 20));
  }
}
