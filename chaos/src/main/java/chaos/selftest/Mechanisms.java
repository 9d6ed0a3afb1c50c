package chaos.selftest;

import java.util.List;
import java.util.Optional;

/** The list of all mechanisms: one for each kind of undo. */
final class Mechanisms {
  static final List<Mechanism> ALL =
      List.of(
          new StoppedProcess(),
          new HelperProcess(),
          new DisturbedProxy(),
          new AddedToxic(),
          new DroppingRule(),
          new LoweredQuota(),
          new FillingFile(),
          new MissingFile());

  private Mechanisms() {}

  static Optional<Mechanism> named(String name) {
    return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
