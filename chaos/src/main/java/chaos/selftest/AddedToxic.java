package chaos.selftest;

import chaos.undo.Mark;
import chaos.undo.Proxies;
import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A proxy with a toxic. */
final class AddedToxic implements Mechanism {
  private static final String TOXIC = Mark.TEXT + "-latency";

  @Override
  public String name() {
    return "remove-toxic";
  }

  @Override
  public Target make(Path folder) throws IOException, InterruptedException {
    return LinkProcess.start();
  }

  @Override
  public void breakIt(String target) throws UndoFailed, InterruptedException {
    new Proxies(URI.create(target))
        .addToxic(
            LinkProcess.PROXY,
            "{\"name\": \"%s\", \"type\": \"latency\", \"attributes\": {\"latency\": 100}}"
                .formatted(TOXIC));
  }

  @Override
  public Undo undo(String target) {
    return new Undo.RemoveToxic(URI.create(target), LinkProcess.PROXY, TOXIC);
  }
}
