package reports.run;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run was asked to do and what became of it: the content of {@code run.json}. Times are
 * epoch milliseconds. Immutable.
 *
 * @param schema {@link RunFolder#SCHEMA}
 * @param id the name of the run folder
 * @param profile the profile that made the plan
 * @param environment the name of the environment
 * @param commit the commit of the project, at least seven hexadecimal digits
 * @param seed what all choices of the load follow from
 * @param settings every setting by name, as it was in force
 * @param claims ids of the claims that the profile judges; only these set the exit status
 * @param begin when the run began
 * @param end when it ended; null while it runs and where it was killed
 * @param ending how it ended
 * @param concurrentRuns ids of other runs on the same machine
 * @param phases in order of time
 * @param sha256 SHA-256 in hexadecimal of each raw file by its path in the folder; empty until the
 *     folder is sealed
 */
public record Run(
    int schema,
    String id,
    String profile,
    String environment,
    String commit,
    long seed,
    SortedMap<String, String> settings,
    List<String> claims,
    long begin,
    @Nullable Long end,
    Ending ending,
    List<String> concurrentRuns,
    List<Phase> phases,
    SortedMap<String, String> sha256) {
  /** Copies its collections; absent ones are empty. */
  public Run {
    settings = sorted(settings);
    claims = copy(claims);
    concurrentRuns = copy(concurrentRuns);
    phases = copy(phases);
    sha256 = sorted(sha256);
  }

  /** The same run with the phases as far as they are known. */
  public Run withPhases(List<Phase> known) {
    return with(end, ending, concurrentRuns, known, sha256);
  }

  /** The same run, ended. */
  public Run ended(long at, Ending how) {
    return with(at, how, concurrentRuns, phases, sha256);
  }

  /** The same run with the other runs that shared the machine. */
  public Run withConcurrentRuns(List<String> ids) {
    return with(end, ending, ids, phases, sha256);
  }

  Run sealed(Map<String, String> hashes) {
    return with(end, ending, concurrentRuns, phases, new TreeMap<>(hashes));
  }

  private Run with(
      @Nullable Long newEnd,
      Ending newEnding,
      List<String> others,
      List<Phase> newPhases,
      SortedMap<String, String> hashes) {
    return new Run(
        schema,
        id,
        profile,
        environment,
        commit,
        seed,
        settings,
        claims,
        begin,
        newEnd,
        newEnding,
        others,
        newPhases,
        hashes);
  }

  static <T> List<T> copy(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  static <V> SortedMap<String, V> sorted(@Nullable Map<String, V> map) {
    return Collections.unmodifiableSortedMap(map == null ? new TreeMap<>() : new TreeMap<>(map));
  }
}
