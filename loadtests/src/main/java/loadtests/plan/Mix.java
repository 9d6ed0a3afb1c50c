package loadtests.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The share of each kind among the requests of a load.
 *
 * <p>{@link #measured()} follows what learning platforms measured on themselves: progress and video
 * position 45-50 %, lesson pages 20-25 %, quiz answers 8-10 %, catalogue and search 5-8 %,
 * notifications 10-15 %, ratings and certificates below 1 %. Starts and submissions of quizzes are
 * as many as attempts of about 16 answers need. Immutable.
 */
public final class Mix {
  private final Map<Kind, Double> shares;
  private final List<String> leftOut;

  private Mix(Map<Kind, Double> percent, List<String> leftOut) {
    double sum = percent.values().stream().mapToDouble(Double::doubleValue).sum();
    var shares = new EnumMap<Kind, Double>(Kind.class);
    percent.forEach((kind, share) -> shares.put(kind, share / sum));
    this.shares = Collections.unmodifiableMap(shares);
    this.leftOut = List.copyOf(leftOut);
  }

  /** The mix of a learner's day, without sign-ins. */
  public static Mix measured() {
    var percent = new EnumMap<Kind, Double>(Kind.class);
    percent.put(Kind.VIDEO_POSITION, 38.0);
    percent.put(Kind.LESSON_COMPLETION, 8.0);
    percent.put(Kind.LESSON_PAGE, 22.0);
    percent.put(Kind.NOTIFICATIONS, 11.0);
    percent.put(Kind.QUIZ_ANSWER, 9.0);
    percent.put(Kind.CATALOGUE, 6.0);
    percent.put(Kind.COURSE_PAGE, 2.5);
    percent.put(Kind.GRADES, 1.5);
    percent.put(Kind.QUIZ_START, 0.5);
    percent.put(Kind.QUIZ_SUBMISSION, 0.5);
    percent.put(Kind.RATING, 0.4);
    percent.put(Kind.CERTIFICATE, 0.4);
    percent.put(Kind.ENROLMENT, 0.2);
    return new Mix(percent, List.of("payment", "video bytes"));
  }

  /**
   * The same kinds with this share of writes, 0 to 1; within reads and within writes, shares keep
   * their proportions.
   */
  public Mix withWrites(double share) {
    double now =
        shares.entrySet().stream()
            .filter(entry -> entry.getKey().writes())
            .mapToDouble(Map.Entry::getValue)
            .sum();
    var percent = new EnumMap<Kind, Double>(Kind.class);
    shares.forEach(
        (kind, own) ->
            percent.put(kind, own * (kind.writes() ? share / now : (1 - share) / (1 - now))));
    return new Mix(percent, leftOut);
  }

  /** The same with another share of one kind, 0 to 1; all others keep their proportions. */
  public Mix with(Kind kind, double share) {
    double others = 1 - share(kind);
    var percent = new EnumMap<Kind, Double>(Kind.class);
    shares.forEach((each, own) -> percent.put(each, own * (1 - share) / others));
    percent.put(kind, share);
    return new Mix(percent, leftOut);
  }

  /** The share of {@code kind}, 0 to 1; 0 when the mix has none of it. */
  public double share(Kind kind) {
    return shares.getOrDefault(kind, 0.0);
  }

  /** What people do on such platforms and this mix leaves out, because the platform lacks it. */
  public List<String> leftOut() {
    return leftOut;
  }

  /**
   * The number of each kind among {@code requests}: shares rounded by largest remainder, so that
   * they add up.
   */
  public Map<Kind, Integer> planned(int requests) {
    var counts = new EnumMap<Kind, Integer>(Kind.class);
    int left = requests;
    for (var entry : shares.entrySet()) {
      int whole = (int) Math.floor(entry.getValue() * requests);
      counts.put(entry.getKey(), whole);
      left -= whole;
    }
    var byRemainder = new ArrayList<>(shares.keySet());
    byRemainder.sort((a, b) -> Double.compare(remainder(b, requests), remainder(a, requests)));
    for (Kind kind : byRemainder.subList(0, left)) {
      counts.merge(kind, 1, Integer::sum);
    }
    return counts;
  }

  /** Exactly the {@link #planned} requests, shuffled by {@code random}. */
  public List<Kind> deck(int requests, RandomGenerator random) {
    var deck = new ArrayList<Kind>(requests);
    planned(requests).forEach((kind, count) -> deck.addAll(Collections.nCopies(count, kind)));
    Collections.shuffle(deck, java.util.Random.from(random));
    return deck;
  }

  /** One kind drawn by {@code random} with the shares as probabilities. */
  public Kind draw(RandomGenerator random) {
    double point = random.nextDouble();
    Kind last = Kind.VIDEO_POSITION;
    for (var entry : shares.entrySet()) {
      last = entry.getKey();
      point -= entry.getValue();
      if (point < 0) {
        break;
      }
    }
    return last;
  }

  private double remainder(Kind kind, int requests) {
    double exact = share(kind) * requests;
    return exact - Math.floor(exact);
  }
}
