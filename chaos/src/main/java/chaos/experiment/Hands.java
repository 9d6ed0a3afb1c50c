package chaos.experiment;

import chaos.faults.Fault;
import chaos.faults.FaultFailed;
import chaos.faults.Injection;
import chaos.faults.Site;
import environments.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * What is disturbed at the moment: never more parts at once than allowed, and no pod twice.
 * Thread-safe.
 */
final class Hands {
  private final Site site;
  private final int partsMax;
  private final List<Injection> held = new ArrayList<>();

  Hands(Site site, int partsMax) {
    this.site = site;
    this.partsMax = partsMax;
  }

  /**
   * Chooses what a fault will break among what is undisturbed, and holds it until {@link #release}.
   *
   * @throws FaultFailed where it can't be done here and now
   */
  synchronized Injection take(Fault fault, SplittableRandom random) throws FaultFailed {
    Site free = undisturbed();
    Optional<String> refusal = fault.refusal(free);
    if (refusal.isPresent()) {
      throw new FaultFailed(fault.name() + " can't be done: " + refusal.get());
    }
    Injection injection = fault.prepare(free, random);
    int breadth = injection.breadth() + held.stream().mapToInt(Injection::breadth).sum();
    if (breadth > partsMax) {
      String parts =
          held.isEmpty() ? "" : " (" + targets(held) + " as well as " + injection.target() + ")";
      throw new FaultFailed(
          "%s would disturb %d parts at once%s and %d may be"
              .formatted(fault.name(), breadth, parts, partsMax));
    }
    demandAlone(fault, injection);
    held.add(injection);
    return injection;
  }

  private void demandAlone(Fault fault, Injection injection) throws FaultFailed {
    Optional<String> alone = injection.alone();
    if (alone.isPresent() && held.stream().map(Injection::alone).anyMatch(alone::equals)) {
      throw new FaultFailed(
          "%s can't be done: another fault that is in force then decides %s"
              .formatted(fault.name(), alone.get()));
    }
  }

  synchronized void release(Injection injection) {
    held.remove(injection);
  }

  private Site undisturbed() {
    List<String> names =
        held.stream()
            .flatMap(each -> Arrays.stream(each.target().split(",", -1)))
            .map(String::strip)
            .toList();
    return new Site(
        site.environment(),
        site.parts().stream()
            .filter(part -> part.kind() != Part.Kind.POD || !names.contains(part.name()))
            .toList(),
        site.links(),
        site.database(),
        site.rollouts(),
        site.work());
  }

  private static String targets(List<Injection> injections) {
    return injections.stream().map(Injection::target).collect(Collectors.joining(", "));
  }
}
