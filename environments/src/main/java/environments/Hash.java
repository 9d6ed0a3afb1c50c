package environments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A digest of texts and files, of which the first digits name what is kept in the cache. */
final class Hash {

  private static final int DIGITS = 16;

  private final MessageDigest digest;

  Hash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  Hash text(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return this;
  }

  Hash bytes(byte[] bytes) {
    text(Integer.toString(bytes.length));
    digest.update(bytes);
    return this;
  }

  /** Names and contents of all files of a folder; nothing where there is none. */
  Hash folder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      for (Path file : files(folder)) {
        text(folder.relativize(file).toString());
        bytes(Files.readAllBytes(file));
      }
    }
    return this;
  }

  /** All files of a folder and its folders, sorted. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The first {@value #DIGITS} hexadecimal digits of the digest; ends the use of this. */
  String name() {
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }
}
