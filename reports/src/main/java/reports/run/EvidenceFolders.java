package reports.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folders of all runs, or of all proofs, each named by instant, subject and commit.
 *
 * @param parent holds them
 * @param what one of them is called in messages
 * @param file what each of them holds
 */
record EvidenceFolders(Path parent, String what, String file) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int COMMIT_DIGITS = 7;
  private static final int SHOWN = 5;

  /** Makes a new, empty one; a name that is taken gets the suffix -2, -3 and so on. */
  Path create(String subject, String commit, Instant begin) {
    String shortCommit = commit.substring(0, Math.min(COMMIT_DIGITS, commit.length()));
    String name = STAMP.format(begin) + "-" + subject + "-" + shortCommit;
    try {
      Files.createDirectories(parent);
      for (int n = 1; ; n++) {
        Path candidate = parent.resolve(n == 1 ? name : name + "-" + n);
        if (createNew(candidate)) {
          return candidate;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a " + what + " folder in " + parent, e);
    }
  }

  private static boolean createNew(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    }
  }

  /** A folder that exists and holds its file, else {@link NoSuchRun}. */
  Path open(Path folder) {
    if (!isOne(folder)) {
      throw new NoSuchRun(folder + " is not a " + what + " folder: it holds no " + file);
    }
    return folder;
  }

  /** Finds one by its path, its id, a prefix that only one id has, or {@code latest}. */
  Path find(String name) {
    Path asPath = Path.of(name);
    if (isOne(asPath)) {
      return asPath;
    }
    List<String> ids = ids();
    if (ids.isEmpty()) {
      throw new NoSuchRun("there is no " + what + " yet in " + parent);
    }
    if (name.equals("latest")) {
      return parent.resolve(ids.getLast());
    }
    List<String> fitting = ids.stream().filter(id -> id.startsWith(name)).toList();
    if (ids.contains(name) || fitting.size() == 1) {
      return parent.resolve(ids.contains(name) ? name : fitting.getFirst());
    }
    List<String> shown = fitting.isEmpty() ? ids : fitting;
    shown = shown.subList(Math.max(0, shown.size() - SHOWN), shown.size());
    throw new NoSuchRun(
        (fitting.isEmpty()
                ? "no " + what + " begins with "
                : "more than one " + what + " begins with ")
            + name
            + "; the newest are "
            + String.join(", ", shown));
  }

  /** The ids of all, oldest first. */
  List<String> ids() {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(parent)) {
      return found
          .filter(this::isOne)
          .map(folder -> folder.getFileName().toString())
          .sorted(
              Comparator.comparing((String id) -> id.split("-", 2)[0])
                  .thenComparingInt(String::length)
                  .thenComparing(Comparator.naturalOrder()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + parent, e);
    }
  }

  private boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve(file));
  }
}
