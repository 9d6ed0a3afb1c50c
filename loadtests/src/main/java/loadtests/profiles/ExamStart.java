package loadtests.profiles;

import java.time.Duration;
import java.util.List;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;
import loadtests.plan.Profile;

/** A herd that begins the same exam within a minute, saves every minute and hands in. */
final class ExamStart implements Profile {
  private static final Duration HERD = Duration.ofSeconds(60);
  private static final Duration AUTOSAVE_EVERY = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "exam-start";
  }

  @Override
  public String summary() {
    return "500 learners begin an exam within 60 s, save every 60 s and hand in";
  }

  @Override
  public List<String> claims() {
    return List.of("response-time", "errors", "no-lost-write");
  }

  @Override
  public Load defaults() {
    return Load.ONE_POD.withUsers(500).withUsersFor(Duration.ofMinutes(5));
  }

  @Override
  public Plan plan(Load load) {
    return new PlanBuilder(name(), load)
        .signInRampOnly()
        .settle(Duration.ofSeconds(5))
        .exam("exam", load.usersDuration(), HERD, AUTOSAVE_EVERY)
        .build();
  }
}
