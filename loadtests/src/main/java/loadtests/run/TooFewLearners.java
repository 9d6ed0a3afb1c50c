package loadtests.run;

/** The data have fewer learners than the load. The message is for the user. */
public final class TooFewLearners extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooFewLearners(int there, int wanted) {
    super(
        "the seeded data have %d learners with a quiz, and users is %d; ask for fewer users or a"
                .formatted(there, wanted)
            + " larger size");
  }
}
