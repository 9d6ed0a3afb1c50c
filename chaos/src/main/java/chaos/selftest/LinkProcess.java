package chaos.selftest;

import chaos.undo.OwnProgram;
import chaos.undo.Proxies;
import chaos.undo.UndoFailed;
import environments.links.LinkServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;

/**
 * A server of proxies as environments have it, with one proxy, in a process of its own.
 *
 * @param process gone when this is closed
 * @param api where it is told what to do
 */
public record LinkProcess(Process process, URI api) implements Subject.Target {
  /** The name of the proxy. */
  public static final String PROXY = "redis";

  /** Where it leads while nothing is wrong. */
  public static final String UPSTREAM = "127.0.0.1:6379";

  /** Starts it. */
  public static LinkProcess start() throws IOException, InterruptedException {
    Process process = TargetProcess.start(OwnProgram.command(LinkServer.class)).process();
    try {
      URI api = awaitReady(process);
      new Proxies(api).create(PROXY, UPSTREAM);
      return new LinkProcess(process, api);
    } catch (UndoFailed e) {
      process.destroyForcibly();
      throw new IOException("the server of proxies has none", e);
    }
  }

  private static URI awaitReady(Process process) throws IOException {
    BufferedReader lines = process.inputReader();
    String line = lines.readLine();
    Matcher ready = LinkServer.READY.matcher(line + "\n");
    if (!ready.find()) {
      throw new IOException("the server of proxies did not start: " + line);
    }
    return URI.create(ready.group(1));
  }

  @Override
  public String name() {
    return api.toString();
  }

  /** Whether the proxy is enabled, leads where it led, and has no toxics. */
  @Override
  public boolean isWhole() throws InterruptedException {
    try {
      return new Proxies(api)
          .state(PROXY)
          .filter(now -> now.enabled() && now.upstream().equals(UPSTREAM))
          .filter(now -> now.toxics().isEmpty())
          .isPresent();
    } catch (UndoFailed e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
