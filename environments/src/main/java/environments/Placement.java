package environments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which CPUs the pods have, and which are left to generator, database and Redis.
 *
 * @param podCpus one CPU number for each pod, in the order of the pods
 * @param restCpus the CPU numbers of everything else
 * @param sharedCores whether a pod shares its CPU with anything else of ours, another run's
 *     processes included; claims about one pod are out of scope then
 */
public record Placement(List<Integer> podCpus, List<Integer> restCpus, boolean sharedCores) {

  public Placement {
    podCpus = List.copyOf(podCpus);
    restCpus = List.copyOf(restCpus);
  }

  /**
   * Gives the last CPUs to the pods, one each, and the others to the rest; where there are too few,
   * the pods share all but the first, or all where there is but one.
   *
   * @param allowed the CPUs that this process may use, at least one, rising
   * @param taken the CPUs that other runs on this machine use
   */
  static Placement of(List<Integer> allowed, int pods, Set<Integer> taken) {
    int size = allowed.size();
    List<Integer> forPods = size == 1 ? allowed : allowed.subList(Math.max(1, size - pods), size);
    List<Integer> podCpus = new ArrayList<>();
    for (int pod = 0; pod < pods; pod++) {
      podCpus.add(forPods.get(forPods.size() - 1 - pod % forPods.size()));
    }
    Set<Integer> rest = new TreeSet<>(allowed);
    if (size > 1) {
      rest.removeAll(forPods);
    }
    boolean tooFew = size < pods + 1;
    boolean crowded = podCpus.stream().anyMatch(taken::contains);
    return new Placement(podCpus, List.copyOf(rest), tooFew || crowded);
  }

  /** Everything everywhere: where nothing was started, nothing is placed. */
  static Placement none(List<Integer> allowed) {
    return new Placement(List.of(), allowed, false);
  }

  /**
   * Lets this process go before the pods where they share its CPUs and no CPU is theirs alone: a
   * cluster whose pods all start at once takes every core, and a load that is late by seconds
   * measures nothing. It needs the permission to be urgent (root, or CAP_SYS_NICE), and takes from
   * the pods what the load costs, as little as that is.
   *
   * @return a phrase for what came of it; empty where there is no need
   */
  public Optional<String> goFirst() {
    if (!isEverywhere()) {
      return Optional.empty();
    }
    return Optional.of(
        Cpus.urgent(ProcessHandle.current().pid(), true)
            .map(why -> "the load may not go before the pods on these CPUs: " + why)
            .orElse("the load goes before the pods on these CPUs"));
  }

  /** Ends what {@link #goFirst} began. */
  public void goAmongOthers() {
    if (isEverywhere()) {
      var _ = Cpus.urgent(ProcessHandle.current().pid(), false);
    }
  }

  /** Whether the pods run on all CPUs beside this process, and on none alone. */
  private boolean isEverywhere() {
    return podCpus.isEmpty() && sharedCores;
  }

  /** Binds all threads of this process, later ones included, to the CPUs that no pod has. */
  public void pinSelf() {
    Cpus.pin(ProcessHandle.current().pid(), restCpus);
  }
}
