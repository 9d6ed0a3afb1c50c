package chaos.selftest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is whole where it holds what it held, or is not there.
 *
 * @param content what it holds where it is whole; empty where it is not there then
 */
record FileTarget(Path path, String content) implements Subject.Target {
  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public boolean isWhole() throws IOException {
    return content.isEmpty()
        ? !Files.exists(path)
        : Files.exists(path) && Files.readString(path).equals(content);
  }

  @Override
  public void close() {
    // Its folder is removed.
  }
}
