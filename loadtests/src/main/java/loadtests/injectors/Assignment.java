package loadtests.injectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import loadtests.plan.Shard;

/**
 * All that an injector is told before the load. It travels as a JSON file. Immutable.
 *
 * @param number which of the injectors, from 1
 * @param count how many there are
 * @param settings the settings of the run as they were given, from which it makes the whole plan
 * @param run the run's id, which makes keys and texts of this run its own
 * @param pods where the pods answer
 * @param seedFile the seed.json of the platform
 * @param folder where it leaves its files
 */
public record Assignment(
    int number,
    int count,
    SortedMap<String, String> settings,
    String run,
    List<URI> pods,
    String seedFile,
    String folder) {
  /** The property that names the file. */
  public static final String PROPERTY = "headroom.assignment";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public Assignment {
    settings = new TreeMap<>(settings);
    pods = List.copyOf(pods);
  }

  /** The part of the plan that it is to play. */
  public Shard shard() {
    return new Shard(number - 1, count);
  }

  /** The same in another place, from which one address leads to all pods. */
  public Assignment at(String itsFolder, String itsSeedFile, URI target) {
    return new Assignment(number, count, settings, run, List.of(target), itsSeedFile, itsFolder);
  }

  /** It as a file has it. */
  public byte[] json() {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes it to a file. */
  public void write(Path file) {
    try {
      Files.write(file, json());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads it from a file. */
  public static Assignment read(Path file) {
    try {
      return MAPPER.readValue(file.toFile(), Assignment.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
