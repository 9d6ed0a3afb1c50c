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
  private static final int RESERVED_PART = 8;
  private static final int RESERVED_LEAST = 64;

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
    List<SeedData.Account> chosen = drawn(data, load);
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
    List<SeedData.Account> accounts = shuffled(data, load);
    int reserved = reserved(accounts.size(), load);
    if (reserved < wanted) {
      throw new TooFewLearners(accounts.size(), load.users() + wanted);
    }
    return turn(
        accounts.subList(accounts.size() - reserved, accounts.size()), load.round(), wanted);
  }

  /** Those of the load: in each round others, until all had their turn. */
  private static List<SeedData.Account> drawn(SeedData data, Load load) {
    List<SeedData.Account> accounts = shuffled(data, load);
    int left = accounts.size() - reserved(accounts.size(), load);
    return turn(accounts.subList(0, left), load.round(), load.users());
  }

  /**
   * How many accounts no load has: whoever is there beside it may leave traces that another load
   * must not meet.
   */
  private static int reserved(int accounts, Load load) {
    int some = Math.max(accounts / RESERVED_PART, RESERVED_LEAST);
    return Math.max(0, Math.min(some, accounts - load.users()));
  }

  private static List<SeedData.Account> turn(
      List<SeedData.Account> accounts, int round, int count) {
    var turned = new ArrayList<>(accounts);
    Collections.rotate(turned, -(int) ((long) round * count % Math.max(1, turned.size())));
    return List.copyOf(turned.subList(0, count));
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
