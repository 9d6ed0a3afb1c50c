package chaos.selftest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Something that is broken by a harness that is killed, and has to be whole soon after. */
interface Subject {
  /** What it is called on the command line. */
  String name();

  /** Why it can't be tried here, a sentence; empty where it can. */
  default Optional<String> refusal() throws InterruptedException {
    return Optional.empty();
  }

  /**
   * Makes something whole that can be broken.
   *
   * @param folder empty, of this target alone
   */
  Target make(Path folder) throws IOException, InterruptedException;

  /** Something that is broken and put right by others; gone when it is closed. */
  interface Target extends AutoCloseable {
    /** Names it for another process. */
    String name();

    /** Whether it is whole, seen without the code that undoes. */
    boolean isWhole() throws IOException, InterruptedException;

    @Override
    void close();
  }
}
