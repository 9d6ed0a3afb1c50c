package loadtests.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import loadtests.learners.Learner;
import loadtests.learners.SeedData;
import loadtests.plan.Load;
import loadtests.plan.Seeds;

/**
 * The learners of a load, and for each the quiz that most of them could take together.
 *
 * @param all by index
 * @param exams by the same index
 * @param others of accounts that none of them has
 */
public record Learners(List<Learner> all, List<SeedData.Quiz> exams, List<Learner> others) {
  public Learners {
    all = List.copyOf(all);
    exams = List.copyOf(exams);
    others = List.copyOf(others);
  }

  /**
   * Draws as many accounts as the load has users.
   *
   * @param othersWanted how many more
   * @param run what makes keys and texts of this run its own
   * @throws TooFewLearners when the data have fewer
   */
  public static Learners choose(SeedData data, Load load, int othersWanted, String run) {
    var accounts = new ArrayList<>(data.learners());
    int wanted = load.users() + othersWanted;
    if (accounts.size() < wanted) {
      throw new TooFewLearners(accounts.size(), wanted);
    }
    Collections.shuffle(accounts, Random.from(Seeds.stream(load.seed(), "accounts", 0)));
    List<SeedData.Account> chosen = accounts.subList(0, load.users());
    Map<Long, Long> enrolments = SeedData.enrolments(chosen);
    var all = new ArrayList<Learner>();
    var exams = new ArrayList<SeedData.Quiz>();
    for (int i = 0; i < chosen.size(); i++) {
      all.add(new Learner(data, chosen.get(i), load.seed(), i, run));
      exams.add(data.sharedQuiz(chosen.get(i), enrolments));
    }
    var others = new ArrayList<Learner>();
    for (int i = load.users(); i < wanted; i++) {
      others.add(new Learner(data, accounts.get(i), load.seed(), i, run));
    }
    return new Learners(all, exams, others);
  }

  /** How many courses their requests were about. To be asked when the load is over. */
  long coursesTouched() {
    return all.stream().flatMap(learner -> learner.touched().stream()).distinct().count();
  }
}
