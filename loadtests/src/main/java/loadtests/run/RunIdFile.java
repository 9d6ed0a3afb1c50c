package loadtests.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in which a run puts down its id for whoever started it and needs to know. */
public final class RunIdFile {
  /** The system property that names it. */
  public static final String PROPERTY = "headroom.runIdFile";

  private RunIdFile() {}

  /** Writes the id, where anybody asked for it. */
  static void write(String id) {
    String file = System.getProperty(PROPERTY);
    if (file != null) {
      try {
        Files.writeString(Path.of(file), id + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException("cannot say which run this is", e);
      }
    }
  }
}
