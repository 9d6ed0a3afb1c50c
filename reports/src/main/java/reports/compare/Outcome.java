package reports.compare;

/** What two runs say of one figure. */
public sealed interface Outcome {
  /** One or a few words for it. */
  String words();

  /**
   * B is better, by more than the smallest difference that matters.
   *
   * @param words what that is called, such as "faster"
   */
  record Better(String words) implements Outcome {}

  /**
   * B is worse, by more than the smallest difference that matters.
   *
   * @param words what that is called, such as "slower"
   */
  record Worse(String words) implements Outcome {}

  /** Whatever the difference is, it is smaller than what matters. */
  record NoDifferenceThatMatters() implements Outcome {
    @Override
    public String words() {
      return "no difference";
    }
  }

  /** The samples are too few to tell whether there is a difference that matters. */
  record TooFew() implements Outcome {
    @Override
    public String words() {
      return "too few";
    }
  }
}
