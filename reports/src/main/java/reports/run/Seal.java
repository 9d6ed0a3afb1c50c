package reports.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** SHA-256 of the raw files of a run folder, taken when it is sealed and compared ever after. */
final class Seal {
  /** Those beside the injectors' folders. */
  private static final List<String> NAMES =
      List.of(
          "host.json",
          "system.jsonl",
          "events.jsonl",
          "autoscaling.jsonl",
          "claims.yaml",
          "ledger.jsonl",
          "strangers.jsonl",
          "audit.json",
          "probe.jsonl",
          "history.jsonl",
          "experiment.json",
          "baseline.json");

  private Seal() {}

  /** The hash of each raw file by its path in the folder, with slashes. */
  static SortedMap<String, String> of(Path folder) {
    SortedMap<String, String> hashes = new TreeMap<>();
    for (Path file : rawFiles(folder)) {
      hashes.put(name(folder, file), sha256(file));
    }
    return hashes;
  }

  /** What differs from a seal, a clause for each file; empty where nothing does. */
  static List<String> broken(Path folder, SortedMap<String, String> seal) {
    List<String> broken = new ArrayList<>();
    SortedMap<String, String> now = of(folder);
    seal.forEach(
        (name, hash) -> {
          String found = now.remove(name);
          if (found == null) {
            broken.add(name + " is missing");
          } else if (!found.equals(hash)) {
            broken.add(name + " was changed after the run");
          }
        });
    now.keySet().forEach(name -> broken.add(name + " was added after the run"));
    return broken;
  }

  private static List<Path> rawFiles(Path folder) {
    List<Path> files = new ArrayList<>();
    for (String name : NAMES) {
      files.add(folder.resolve(name));
    }
    Path injectors = folder.resolve("injectors");
    if (Files.isDirectory(injectors)) {
      try (Stream<Path> found = Files.walk(injectors)) {
        found.forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files.stream().filter(Files::isRegularFile).sorted().toList();
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UnreadableEvidence(file.getFileName() + " cannot be read: " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
