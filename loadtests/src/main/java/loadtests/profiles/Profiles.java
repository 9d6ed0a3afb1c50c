package loadtests.profiles;

import java.util.List;
import java.util.Optional;
import loadtests.plan.Profile;

/** The list of all profiles, the default first. */
public final class Profiles {
  /** Every profile there is. */
  public static final List<Profile> ALL =
      List.of(
          new Pod(),
          new Learners(),
          new Rate(),
          new ExamStart(),
          new SignInStorm(),
          new Breakpoint(),
          new Soak(),
          new RollingUpdate(),
          new Autoscale(),
          new Connections(),
          new Totals(),
          new Image(),
          new Steady(),
          new ExamSteady(),
          new StormSteady(),
          new PeakSteady(),
          new Smoke());

  private Profiles() {}

  /** The profile called {@code name}, if there is one. */
  public static Optional<Profile> named(String name) {
    return ALL.stream().filter(profile -> profile.name().equals(name)).findFirst();
  }
}
