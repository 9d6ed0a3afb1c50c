package loadtests.injectors;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import loadtests.gatling.GatlingProcess;

/** Injectors that are processes of this machine, children of this one. */
public final class LocalInjectors implements InjectorStart {
  /** The simulation that an injector plays, wherever it runs. */
  public static final String SIMULATION = "loadtests.InjectorSimulation";

  private final Duration connectionKept;

  /**
   * Those of a run.
   *
   * @param connectionKept how long their learners keep a connection that they do not use
   */
  public LocalInjectors(Duration connectionKept) {
    this.connectionKept = connectionKept;
  }

  @Override
  public StartedInjector start(int number, Path assignment, Path errors) {
    var properties = new HashMap<>(GatlingProcess.keeping(connectionKept));
    properties.put(Assignment.PROPERTY, assignment.toString());
    return StartedInjector.of(
        GatlingProcess.startTalking(
            SIMULATION,
            properties,
            GatlingProcess.results().resolve("injector-" + number),
            errors));
  }
}
