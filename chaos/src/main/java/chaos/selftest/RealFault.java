package chaos.selftest;

import chaos.faults.Fault;
import chaos.faults.Faults;
import chaos.faults.Injection;
import chaos.faults.Site;
import chaos.residue.Residue;
import chaos.undo.Journals;
import chaos.undo.Undo;
import chaos.undo.Undoing;
import environments.Environment;
import environments.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A fault as experiments have it, in an environment: whole is that where nothing is found there
 * that was not there before. A part that has ended is started anew by whoever has the environment.
 */
record RealFault(Fault fault, Environment environment) implements Subject {
  private static final long SEED = 7;

  @Override
  public String name() {
    return fault.name();
  }

  /**
   * A fault without undos has broken a part for good, which is started anew or goes with its run.
   */
  @Override
  public Optional<String> refusal() {
    Site site = Site.of(environment, Path.of("/"));
    Optional<String> refusal = fault.refusal(site);
    if (refusal.isPresent()) {
      return refusal;
    }
    return fault.prepare(site, new SplittableRandom(SEED)).undos().isEmpty()
        ? Optional.of("it leaves nothing that could be undone")
        : Optional.empty();
  }

  /** One use of a fault in another process than the environment's. */
  static Injection injection(String name, Path site) {
    try {
      return Faults.named(name)
          .orElseThrow()
          .prepare(SiteFile.read(site).site(), new SplittableRandom(SEED));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Target make(Path folder) throws IOException, InterruptedException {
    Site site = Site.of(environment, Files.createDirectory(folder.resolve("work")));
    Path file = folder.resolve("site.json");
    SiteFile.of(site).write(file);
    // Where it leaves something under a name that is always the same, this sees that too.
    List<Undo> undos = fault.prepare(site, new SplittableRandom(SEED)).undos();
    var journals = new Journals(folder.resolve("journals"));
    List<String> before = Residue.at(site, journals);
    return new Target() {
      @Override
      public String name() {
        return file.toString();
      }

      @Override
      public boolean isWhole() throws InterruptedException {
        for (Undo undo : undos) {
          if (!Undoing.left(undo).isEmpty()) {
            return false;
          }
        }
        return Residue.at(site, journals).stream()
            .filter(line -> !line.endsWith(Residue.ENDED))
            .allMatch(before::contains);
      }

      @Override
      public void close() {
        environment.parts().stream().filter(part -> part.pid().isEmpty()).forEach(Part::start);
      }
    };
  }
}
