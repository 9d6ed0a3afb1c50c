package loadtests.calibration;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a calibration run is asked to do. It travels to the load generator's process as a JSON file.
 * Immutable.
 *
 * @param runs the folder of all run folders
 * @param name what stands for the profile in run.json
 * @param targets what is requested; shares add up to 1
 * @param rates requests a second, one measured phase each, in this order
 * @param warmUpMillis how long each rate is sent before it is measured
 * @param millis how long each rate is measured
 * @param seed what all instants and the order of the kinds follow from
 * @param claims the claims file that judges the run
 * @param claimIds the claims that it was made to judge
 * @param settings what run.json says of the settings
 * @param auditedDatabase a JDBC address where saved answers are looked up; null where none are
 * @param cpus the CPUs that the generator keeps to; none is no restriction
 */
public record Calibration(
    String runs,
    String name,
    List<Target> targets,
    List<Double> rates,
    long warmUpMillis,
    long millis,
    long seed,
    String claims,
    List<String> claimIds,
    SortedMap<String, String> settings,
    @Nullable String auditedDatabase,
    List<Integer> cpus) {
  /** The property that names the file with the calibration. */
  public static final String PROPERTY = "headroom.calibration";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public Calibration {
    targets = List.copyOf(targets);
    rates = List.copyOf(rates);
    claimIds = List.copyOf(claimIds);
    settings = new TreeMap<>(settings);
    cpus = List.copyOf(cpus);
  }

  /** Writes it to a file. */
  public void write(Path file) {
    try {
      MAPPER.writeValue(file.toFile(), this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads it from a file. */
  public static Calibration read(Path file) {
    try {
      return MAPPER.readValue(file.toFile(), Calibration.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
