package reports.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of one injector: all that it leaves behind, wherever it runs. In a run folder it is
 * {@code injectors/N}.
 */
public final class InjectorFolder {
  static final String FACTS = "injector.json";
  static final String LEDGER = "ledger.jsonl";
  static final String STRANGERS = "strangers.jsonl";

  private final Path path;

  private InjectorFolder(Path path) {
    this.path = path;
  }

  /** The folder at this path, made where it is missing. */
  public static InjectorFolder at(Path path) {
    try {
      return new InjectorFolder(Files.createDirectories(path.toAbsolutePath().normalize()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + path, e);
    }
  }

  /** Where it is, absolute. */
  public Path path() {
    return path;
  }

  /** Where Gatling's log belongs. */
  public Path simulationLog() {
    return path.resolve("simulation.log");
  }

  /** Appends to the generator's seconds. */
  public JsonLines generator() {
    return new JsonLines(path.resolve("generator.jsonl"));
  }

  /** Appends to the ledger of this injector's writes. */
  public JsonLines ledger() {
    return new JsonLines(path.resolve(LEDGER));
  }

  /** Appends to what this injector's learners were shown of others. */
  public JsonLines strangers() {
    return new JsonLines(path.resolve(STRANGERS));
  }

  /** Replaces {@code injector.json}, at once or not at all. */
  public void write(Injector injector) {
    try {
      String json = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(injector);
      RunFolder.replace(path.resolve(FACTS), json + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + FACTS, e);
    }
  }
}
