package chaos.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chaos.faults.Fault;
import chaos.invariants.Invariants;
import chaos.undo.Journals;
import environments.DatabaseAccess;
import environments.Environment;
import environments.Part;
import environments.Placement;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import loadtests.pace.Timeline;
import loadtests.plan.Phase;
import loadtests.plan.Plan;
import loadtests.record.Recorder;
import loadtests.record.RunIdentity;
import loadtests.settings.LoadSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reports.run.Baseline;
import reports.run.Ending;
import reports.run.Event;
import reports.run.Experiment;
import reports.run.Experiment.FaultRecord;
import reports.run.Experiment.Limits;

@Timeout(60)
final class StageTest {
  private static final Experiment.Invariant HELD =
      new Experiment.Invariant("seats", "says", Experiment.Outcome.HELD, 3, 0, List.of(), null);

  private static final Plan LOAD = LoadSettings.of(Map.of("profile", "smoke")).plan();
  private static final List<String> NAMES = List.of("marking");

  @TempDir Path folder;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private Journals journals;
  private Recorder recorder;

  @BeforeEach
  void begin() throws Exception {
    journals = new Journals(Files.createDirectory(folder.resolve("journals")));
    recorder =
        Recorder.beginShared(
            new RunIdentity(
                folder.resolve("runs"), "smoke", "embedded", "0000000", 7, Map.of(), List.of()));
  }

  @Test
  void breaksByTheScheduleAndLeavesEvidenceAndNothingElse() throws Exception {
    Stage stage = stage("marking@0s+300ms,marking@100ms+300ms", 2);
    stage.opened(new TwoPods(), recorder);
    stage.loadBegins(measuringNow());
    await(() -> said.stream().filter(line -> line.contains("undone")).count() == 2);
    stage.loadEnded();
    stage.lookedUp();
    stage.close();
    recorder.end(Ending.FINISHED);

    Experiment written = recorder.folder().experiment().orElseThrow();
    assertThat(written.name()).isEqualTo("schedule");
    assertThat(written.command()).isEqualTo("the command");
    assertThat(written.invariants()).containsExactly(HELD);
    assertThat(written.faults())
        .extracting(FaultRecord::target)
        .containsExactlyInAnyOrder("pod-1", "pod-2");
    assertThat(written.faults())
        .allSatisfy(
            fault -> {
              assertThat(fault.failure()).isNull();
              assertThat(fault.undone()).isNotNull();
              assertThat(fault.witness()).isNotNull();
            });
    assertThat(Objects.requireNonNull(written.residue()).left()).isEmpty();
    assertThat(recorder.folder().baseline()).isPresent();
    assertThat(recorder.folder().brokenSeals()).isEmpty();
    assertThat(events()).filteredOn(event -> event.kind().equals("fault")).hasSize(4);
    assertThat(journals.folder()).isEmptyDirectory();
  }

  @Test
  void touchesNothingWhereMoreWouldBeDisturbedAtOnceThanDeclared() {
    Stage stage = stage("marking@0s+2s,marking@1s+2s", 1);

    assertThatThrownBy(() -> stage.opened(new TwoPods(), recorder))
        .isInstanceOf(ExperimentRefused.class)
        .hasMessageContaining("marking would disturb 2 parts at once")
        .hasMessageStartingWith("at marking@1s+2s:");
    stage.close();

    assertThat(journals.folder()).isEmptyDirectory();
    assertThat(recorder.folder().experiment()).isEmpty();
  }

  @Test
  void disturbsAsManyOneAfterTheOtherAsOneLikes() {
    Stage stage = stage("marking@0s+1s,marking@1s+1s,marking@2s+1s", 1);

    stage.opened(new TwoPods(), recorder);
    stage.close();

    assertThat(recorder.folder().experiment().orElseThrow().faults()).hasSize(3);
  }

  @Test
  void refusesAFaultThatCantBeDoneThere() {
    Stage stage = stage("marking@0s+2s", 1);

    assertThatThrownBy(() -> stage.opened(new NoPods(), recorder))
        .isInstanceOf(ExperimentRefused.class)
        .hasMessage("at marking@0s+2s: marking can't be done: no pod is left");
  }

  @Test
  void undoesEverythingAtOnceWhenTheRunEndsEarly() throws Exception {
    Stage stage = stage("marking@0s+20m,marking@30m+1s", 1);
    stage.opened(new TwoPods(), recorder);
    stage.loadBegins(measuringNow());
    await(() -> said.stream().anyMatch(line -> line.contains("injected")));

    stage.close();

    Experiment written = recorder.folder().experiment().orElseThrow();
    assertThat(written.faults().getFirst().undone()).isNotNull();
    assertThat(written.faults().getLast().begun()).isNull();
    assertThat(written.residue()).isNotNull();
    assertThat(journals.folder()).isEmptyDirectory();
  }

  private Stage stage(String schedule, int partsMax) {
    var plan =
        new ExperimentPlan(
            "schedule",
            "hypothesis",
            "smoke",
            Map.of(),
            List.of(),
            Schedule.parse(schedule, NAMES),
            new Limits(1, 10, 3, partsMax),
            Set.of());
    Fault marking = new Made.Marking();
    Invariants held = (_, _) -> List.of(HELD);
    var asked =
        new Stage.Asked(
            plan,
            7,
            "the command",
            Optional.of(new Baseline(1, "other", "rate", List.of(), 0)),
            held);
    return new Stage(asked, said::add, _ -> Optional.of(marking), journals);
  }

  private static Timeline measuringNow() {
    Phase measured = LOAD.phases().stream().filter(Phase::measured).findFirst().orElseThrow();
    return new Timeline(System.currentTimeMillis() - measured.offset().toMillis(), LOAD);
  }

  private List<Event> events() {
    List<Event> events = new ArrayList<>();
    recorder.folder().readEvents(events::add);
    return events;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it takes too long").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** An environment of which only the pods are looked at. */
  private static class TwoPods implements Environment {
    @Override
    public String name() {
      return "embedded";
    }

    @Override
    public List<Part> parts() {
      return List.of(new Made.StillPart("pod-1"), new Made.StillPart("pod-2"));
    }

    @Override
    public List<URI> pods() {
      return List.of();
    }

    @Override
    public Path seedFile() {
      return Path.of("/nowhere");
    }

    @Override
    public Optional<DatabaseAccess> database() {
      return Optional.empty();
    }

    @Override
    public Map<String, Object> describe() {
      return Map.of();
    }

    @Override
    public List<Map<String, Object>> others() {
      return List.of();
    }

    @Override
    public Map<String, Object> sample(Duration patience) {
      return Map.of();
    }

    @Override
    public Placement placement() {
      return new Placement(List.of(), List.of(), true);
    }

    @Override
    public void close() {
      // Nothing was started.
    }
  }

  private static final class NoPods extends TwoPods {
    @Override
    public List<Part> parts() {
      return List.of();
    }
  }
}
