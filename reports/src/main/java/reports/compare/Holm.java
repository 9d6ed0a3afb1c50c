package reports.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import reports.statistics.Interval;

/**
 * Decides over a family of figures with 5 % of doubt for all of them together. The intervals are
 * those of the first step, each with its equal part of the doubt: they hold all at once. What they
 * leave open is decided step by step, the figures that are found to differ handing their part to
 * the rest: that finds more, and still no more than 5 % of families show a difference that matters
 * where there is none. Intervals of later steps would not hold all at once.
 *
 * @see "S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of
 *     Statistics 6 (1979)"
 */
final class Holm {
  private static final double DOUBT = 0.05;

  /** One figure of both runs; those that are not counted take no part in the doubt. */
  record Member(String phase, String kind, Metric metric, Figures figures, boolean counted) {
    double smallestThatMatters() {
      double before = figures.before();
      return Double.isNaN(before) ? 0 : metric.smallestThatMatters(before);
    }

    Interval interval(double doubt) {
      return figures.difference().apply(doubt);
    }
  }

  private final List<Member> members;
  private final int family;

  Holm(List<Member> members) {
    this.members = List.copyOf(members);
    this.family = (int) members.stream().filter(Member::counted).count();
  }

  /** How many figures share the doubt. */
  int family() {
    return family;
  }

  List<Difference> decide() {
    Outcome[] outcomes = new Outcome[members.size()];
    Arrays.fill(outcomes, new Outcome.TooFew());
    int open = family;
    int before;
    do {
      before = open;
      for (int i = 0; i < outcomes.length; i++) {
        Member member = members.get(i);
        if (member.counted() && outcomes[i] instanceof Outcome.TooFew) {
          outcomes[i] = differs(member, member.interval(DOUBT / before));
          open -= outcomes[i] instanceof Outcome.TooFew ? 0 : 1;
        }
      }
    } while (open > 0 && open < before);
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < outcomes.length; i++) {
      differences.add(difference(members.get(i), outcomes[i]));
    }
    return differences;
  }

  private static Outcome differs(Member member, Interval interval) {
    double matters = member.smallestThatMatters();
    boolean above = interval.lower() > matters;
    boolean below = interval.upper() < -matters;
    if (!above && !below) {
      return new Outcome.TooFew();
    }
    boolean better = above == member.metric().higherIsBetter();
    String words = member.metric().called(better);
    return better ? new Outcome.Better(words) : new Outcome.Worse(words);
  }

  private Difference difference(Member member, Outcome found) {
    Interval interval =
        member.counted()
            ? member.interval(DOUBT / family)
            : new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    double matters = member.smallestThatMatters();
    boolean within = interval.lower() >= -matters && interval.upper() <= matters;
    return new Difference(
        member.phase(),
        member.kind(),
        member.metric(),
        member.figures().before(),
        member.figures().after(),
        interval,
        matters,
        within ? new Outcome.NoDifferenceThatMatters() : found,
        member.counted());
  }
}
