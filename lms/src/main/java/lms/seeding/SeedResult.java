package lms.seeding;

import java.io.IOException;
import java.nio.file.Path;

/** What was seeded. */
public final class SeedResult {
  private final SeedFile file;

  SeedResult(SeedFile file) {
    this.file = file;
  }

  /** Writes seed.json, whole or not at all. */
  public void write(Path path) throws IOException {
    file.write(path);
  }

  SeedFile file() {
    return file;
  }
}
