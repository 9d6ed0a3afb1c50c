package loadtests.run;

import environments.DatabaseAccess;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import loadtests.audit.Auditor;
import loadtests.audit.Connections;
import loadtests.audit.PodCounters;
import loadtests.audit.Watermark;
import loadtests.record.Counts;
import loadtests.record.Recorder;
import reports.run.Audit;

/** The audit of one run: where its database was before the load, and the look-up after it. */
final class RunAudit {
  private static final int PERCENT_TOLD = 20;

  private final Recorder recorder;
  private final Connections database;
  private final Watermark before;

  private RunAudit(Recorder recorder, Connections database, Watermark before) {
    this.recorder = recorder;
    this.database = database;
    this.before = before;
  }

  /**
   * Notes where the database is now, before the load.
   *
   * @throws IllegalStateException when it can't be asked
   */
  static RunAudit begin(Recorder recorder, DatabaseAccess access) {
    Connections database =
        () -> DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
    try {
      return new RunAudit(recorder, database, Watermark.take(database));
    } catch (SQLException e) {
      throw new IllegalStateException("the platform's database could not be asked", e);
    }
  }

  /**
   * Looks up every write of the load, which is over, and puts the result down.
   *
   * @param client requests as the client counted them; empty where nobody knows them all
   */
  void write(Optional<Counts> client, Consumer<String> tell) {
    Audit.Requests requests = client.map(this::compared).orElse(null);
    Audit audit =
        new Auditor(recorder.folder(), before).audit(database, requests, new Progress(tell)::at);
    recorder.audited(audit);
  }

  private Audit.Requests compared(Counts client) {
    PodCounters pods = PodCounters.of(recorder.folder());
    long sent = client.requested();
    return new Audit.Requests(sent, pods.requests(), sent - client.answered(), pods.unseen());
  }

  /** Tells how far the look-up is, now and then. */
  private static final class Progress {
    private final Consumer<String> tell;
    private int next = PERCENT_TOLD;

    Progress(Consumer<String> tell) {
      this.tell = tell;
    }

    void at(int percent) {
      if (percent >= next) {
        tell.accept("audit: %d %% of the learners' writes looked up".formatted(percent));
        next = percent + PERCENT_TOLD;
      }
    }
  }
}
