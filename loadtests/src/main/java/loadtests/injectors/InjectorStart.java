package loadtests.injectors;

import java.nio.file.Path;

/** Starts an injector somewhere. */
@FunctionalInterface
public interface InjectorStart {
  /**
   * Starts one, with pipes to its standard input and output.
   *
   * @param number which of them, from 1
   * @param assignment the file that tells it what to do
   * @param errors where its standard error goes
   */
  Process start(int number, Path assignment, Path errors);
}
