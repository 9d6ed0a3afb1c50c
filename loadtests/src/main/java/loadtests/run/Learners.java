package loadtests.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import loadtests.learners.Learner;
import loadtests.learners.SeedData;
import loadtests.plan.Load;
import loadtests.plan.Seeds;
import loadtests.plan.Shard;

/**
 * The learners of a shard of a load, and for each the quiz that most learners of the load could
 * take together.
 *
 * @param all in the order of their numbers
 * @param exams in the same order
 */
public record Learners(List<Learner> all, List<SeedData.Quiz> exams) {
  public Learners {
    all = List.copyOf(all);
    exams = List.copyOf(exams);
  }

  /**
   * Draws as many accounts as the load has users, and takes those of the shard.
   *
   * @param run what makes keys and texts of this run its own
   * @throws TooFewLearners when the data have fewer
   */
  public static Learners choose(SeedData data, Load load, Shard shard, String run) {
    requireEnough(data, load);
    List<SeedData.Account> chosen = shuffled(data, load).subList(0, load.users());
    Map<Long, Long> enrolments = SeedData.enrolments(chosen);
    var all = new ArrayList<Learner>();
    var exams = new ArrayList<SeedData.Quiz>();
    for (int nth = 0; nth < shard.size(chosen.size()); nth++) {
      int number = shard.number(nth);
      all.add(new Learner(data, chosen.get(number), load.seed(), number, run));
      exams.add(data.sharedQuiz(chosen.get(number), enrolments));
    }
    return new Learners(all, exams);
  }

  /**
   * Draws so many learners of accounts that none of the load has.
   *
   * @throws TooFewLearners when the data have fewer
   */
  static List<Learner> beside(SeedData data, Load load, int wanted, String run) {
    var learners = new ArrayList<Learner>();
    for (SeedData.Account account : accountsBeside(data, load, wanted)) {
      int number = load.users() + learners.size();
      learners.add(new Learner(data, account, load.seed(), number, run));
    }
    return learners;
  }

  /**
   * Draws so many accounts that none of the load has.
   *
   * @throws TooFewLearners when the data have fewer
   */
  public static List<SeedData.Account> accountsBeside(SeedData data, Load load, int wanted) {
    int all = load.users() + wanted;
    if (data.learners().size() < all) {
      throw new TooFewLearners(data.learners().size(), all);
    }
    return List.copyOf(shuffled(data, load).subList(load.users(), all));
  }

  private static List<SeedData.Account> shuffled(SeedData data, Load load) {
    var accounts = new ArrayList<>(data.learners());
    Collections.shuffle(accounts, Random.from(Seeds.stream(load.seed(), "accounts", 0)));
    return accounts;
  }

  /**
   * Makes sure that the data have as many learners as the load.
   *
   * @throws TooFewLearners when they have fewer
   */
  static void requireEnough(SeedData data, Load load) {
    int there = data.learners().size();
    if (there < load.users()) {
      throw new TooFewLearners(there, load.users());
    }
  }

  /** The ids of courses that their requests were about. To be asked when the load is over. */
  public Set<Long> coursesTouched() {
    return all.stream().flatMap(learner -> learner.touched().stream()).collect(Collectors.toSet());
  }
}
