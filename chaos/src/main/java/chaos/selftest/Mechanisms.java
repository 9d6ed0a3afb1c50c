package chaos.selftest;

import java.util.List;

/** The list of all mechanisms: one for each kind of undo. */
final class Mechanisms {
  static final List<Mechanism> ALL =
      List.of(
          new StoppedProcess(),
          new HelperProcess(),
          new DisturbedProxy(),
          new DroppingRule(),
          new LoweredQuota(),
          new FillingFile(),
          new MissingFile());

  private Mechanisms() {}

  static Mechanism named(String name) {
    return ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }
}
