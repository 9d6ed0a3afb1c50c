package loadtests.injectors;

import java.nio.file.Path;

/** Starts an injector somewhere. */
@FunctionalInterface
public interface InjectorStart {
  /**
   * Starts one.
   *
   * @param number which of them, from 1
   * @param assignment the file that tells it what to do; its folder is where its files are to be
   * @param errors where its standard error goes
   */
  StartedInjector start(int number, Path assignment, Path errors);
}
