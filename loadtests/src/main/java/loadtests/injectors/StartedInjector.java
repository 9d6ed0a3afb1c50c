package loadtests.injectors;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** An injector that was started somewhere: two streams and its end. Thread-safe. */
public interface StartedInjector {
  /** Its standard input; when that ends, it does. */
  OutputStream input();

  /** Its standard output. */
  InputStream output();

  /** Its end, when that has come and its files are in its folder. */
  CompletableFuture<InjectorEnd> end();

  /** Asks it to end and to close its files. */
  void stop();

  /** Ends it at once. */
  void kill();

  /** One that is a process of this machine and writes into its folder itself. */
  static StartedInjector of(Process process) {
    return new LocalInjector(process);
  }
}
