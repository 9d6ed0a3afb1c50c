package loadtests.injectors;

import java.nio.file.Path;
import java.util.Map;
import loadtests.gatling.GatlingProcess;

/** Injectors that are processes of this machine, children of this one. */
public final class LocalInjectors implements InjectorStart {
  /** The simulation that an injector plays, wherever it runs. */
  public static final String SIMULATION = "loadtests.InjectorSimulation";

  @Override
  public StartedInjector start(int number, Path assignment, Path errors) {
    return StartedInjector.of(
        GatlingProcess.startTalking(
            SIMULATION,
            Map.of(Assignment.PROPERTY, assignment.toString()),
            GatlingProcess.results().resolve("injector-" + number),
            errors));
  }
}
