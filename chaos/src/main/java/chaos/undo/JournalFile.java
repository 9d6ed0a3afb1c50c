package chaos.undo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import environments.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file of a journal, which may be read and appended to by any process: the harness that began
 * it, and those that undo when that is gone. It is called after the harness's process, so that it
 * is known whose it is whatever is in it.
 *
 * <p>A line counts from its line feed on. What follows the last one was torn by a crash: it was not
 * on disk before anything was broken, so nothing depends on it. A line that can't be read otherwise
 * is told, and never hides the others.
 */
record JournalFile(Path path) {
  static final String END = ".jsonl";

  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  /**
   * A fault that is not undone.
   *
   * @param number which of the journal's, counted from 1
   * @param what the fault and its target
   * @param undos what puts it right
   */
  record Open(int number, String what, List<Undo> undos) {}

  /**
   * What a journal says.
   *
   * @param open faults that are not undone, in their order
   * @param all undos of all faults, undone or not
   * @param damaged lines that can't be read, each in words
   */
  record Content(List<Open> open, List<Undo> all, List<String> damaged) {}

  /** All in a folder, the oldest name first; none where there is no such folder. */
  static List<JournalFile> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(END))
          .sorted()
          .map(JournalFile::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the journals in " + folder + " can't be listed", e);
    }
  }

  /** The run that it is of. */
  String run() {
    String name = path.getFileName().toString();
    return name.substring(name.indexOf('.') + 1, name.length() - END.length());
  }

  /** The process that began it. */
  Optional<ProcessIdentity> harness() {
    return ProcessIdentity.parse(path.getFileName().toString().replaceFirst("\\..*", ""));
  }

  /** The folder beside it in which its faults keep files. */
  Path files() {
    String name = path.getFileName().toString();
    return path.resolveSibling(name.substring(0, name.length() - END.length()));
  }

  /** Reads it; a journal that is gone has nothing open. */
  Content read() throws IOException {
    if (!Files.exists(path)) {
      return new Content(List.of(), List.of(), List.of());
    }
    Map<Integer, Open> open = new LinkedHashMap<>();
    List<Undo> all = new ArrayList<>();
    List<String> damaged = new ArrayList<>();
    String text = Files.readString(path, StandardCharsets.UTF_8);
    int number = 0;
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      number++;
      try {
        take(JSON.readValue(line, JournalLine.class), open, all);
      } catch (IOException e) {
        damaged.add("line " + number + " can't be read: " + e.getMessage());
      }
    }
    return new Content(List.copyOf(open.values()), all, damaged);
  }

  private static void take(JournalLine line, Map<Integer, Open> open, List<Undo> all)
      throws IOException {
    if (line.schema() != JournalLine.SCHEMA) {
      throw new IOException("it is of version " + line.schema() + ", not " + JournalLine.SCHEMA);
    }
    switch (line.state()) {
      case PLANNED -> {
        String what = Optional.ofNullable(line.what()).orElse("a fault");
        open.put(line.entry(), new Open(line.entry(), what, line.undos()));
        all.addAll(line.undos());
      }
      case INJECTED -> {
        // It is open already: whoever undoes needn't know how far the injection came.
      }
      case UNDONE -> open.remove(line.entry());
    }
  }

  /** Appends a line and returns when it is on disk; what a crash tore goes. */
  void append(JournalLine line) throws IOException {
    byte[] json = (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      channel.truncate(wholeLines(channel));
      channel.position(channel.size());
      ByteBuffer bytes = ByteBuffer.wrap(json);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static long wholeLines(FileChannel channel) throws IOException {
    var one = ByteBuffer.allocate(1);
    for (long end = channel.size(); end > 0; end--) {
      one.clear();
      channel.read(one, end - 1);
      if (one.get(0) == '\n') {
        return end;
      }
    }
    return 0;
  }

  /** Makes it, empty, and returns when its name is on disk. */
  void create() throws IOException {
    Files.createFile(path);
    syncFolder();
  }

  /** Removes it, and the files of its faults. */
  void remove() throws IOException {
    if (Files.isDirectory(files())) {
      try (Stream<Path> all = Files.walk(files())) {
        for (Path file : all.toList().reversed()) {
          Files.deleteIfExists(file);
        }
      }
    }
    if (Files.deleteIfExists(path)) {
      syncFolder();
    }
  }

  private void syncFolder() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
