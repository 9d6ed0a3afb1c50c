package chaos.selftest;

import chaos.undo.Mark;
import chaos.undo.Proxies;
import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A proxy with a toxic that is disabled and leads elsewhere. */
final class DisturbedProxy implements Mechanism {
  private static final String TOXIC = Mark.TEXT + "-latency";

  @Override
  public String name() {
    return "reset-proxy";
  }

  @Override
  public Target make(Path folder) throws IOException, InterruptedException {
    LinkProcess proxies = LinkProcess.start();
    return new Target() {
      @Override
      public String name() {
        return proxies.api().toString();
      }

      @Override
      public boolean isWhole() throws InterruptedException {
        return proxies.isAsBefore();
      }

      @Override
      public void close() {
        proxies.close();
      }
    };
  }

  @Override
  public void breakIt(String target) throws UndoFailed, InterruptedException {
    var proxies = new Proxies(URI.create(target));
    proxies.addToxic(
        LinkProcess.PROXY,
        "{\"name\": \"%s\", \"type\": \"latency\", \"attributes\": {\"latency\": 100}}"
            .formatted(TOXIC));
    proxies.set(LinkProcess.PROXY, false, "127.0.0.1:1");
  }

  @Override
  public Undo undo(String target) {
    return new Undo.ResetProxy(
        URI.create(target), LinkProcess.PROXY, LinkProcess.UPSTREAM, List.of(TOXIC));
  }
}
