package loadtests.profiles;

import java.time.Duration;
import loadtests.plan.Load;
import loadtests.plan.Plan;
import loadtests.plan.PlanBuilder;

/** An exam that is under way, to break something under. */
final class ExamSteady implements ExperimentProfile {
  private static final Duration SETTLE = Duration.ofSeconds(3);
  private static final Duration HERD = Duration.ofSeconds(10);
  private static final Duration AUTOSAVE_EVERY = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "exam-steady";
  }

  @Override
  public String summary() {
    return "60 learners begin an exam within 10 s, save every 3 s and hand in after 36 s";
  }

  @Override
  public Load defaults() {
    return Load.ONE_POD.withUsers(60).withSignIns(SIGN_INS).withUsersFor(Duration.ofSeconds(46));
  }

  @Override
  public Plan plan(Load load) {
    return new PlanBuilder(name(), load)
        .signInRampOnly()
        .settle(SETTLE)
        .exam("exam", load.usersDuration(), HERD, AUTOSAVE_EVERY)
        .build();
  }
}
