package loadtests.injectors;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** An injector that is a process of this machine. */
final class LocalInjector implements StartedInjector {
  private final Process process;
  private final CompletableFuture<InjectorEnd> end;

  LocalInjector(Process process) {
    this.process = process;
    end =
        process
            .onExit()
            .thenApply(it -> new InjectorEnd(System.currentTimeMillis(), it.exitValue(), "", true));
  }

  @Override
  public OutputStream input() {
    return process.getOutputStream();
  }

  @Override
  public InputStream output() {
    return process.getInputStream();
  }

  @Override
  public CompletableFuture<InjectorEnd> end() {
    return end;
  }

  @Override
  public void stop() {
    process.destroy();
  }

  @Override
  public void kill() {
    process.destroyForcibly();
  }
}
