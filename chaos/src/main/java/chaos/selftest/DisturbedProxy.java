package chaos.selftest;

import chaos.undo.Proxies;
import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A proxy that is disabled and leads elsewhere. */
final class DisturbedProxy implements Mechanism {
  @Override
  public String name() {
    return "reset-proxy";
  }

  @Override
  public Target make(Path folder) throws IOException, InterruptedException {
    return LinkProcess.start();
  }

  @Override
  public void breakIt(String target) throws UndoFailed, InterruptedException {
    new Proxies(URI.create(target)).set(LinkProcess.PROXY, false, "127.0.0.1:1");
  }

  @Override
  public Undo undo(String target) {
    return new Undo.ResetProxy(URI.create(target), LinkProcess.PROXY, LinkProcess.UPSTREAM);
  }
}
