package loadtests.learners;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import loadtests.plan.Kind;
import loadtests.plan.Seeds;
import org.jspecify.annotations.Nullable;

/**
 * A simulated learner: account, session, enrolments, current lesson, open attempt, sequence numbers
 * and video positions. All its choices follow from (seed, index).
 *
 * <p>In one journey at a time and therefore not thread-safe; a journey that hands it over must do
 * so through something that is.
 */
public final class Learner {
  private static final double CHANGES_COURSE = 0.2;

  final SeedData data;
  final SeedData.Account account;
  final SplittableRandom random;
  private final SplittableRandom pauses;
  final String unique;
  final Set<Long> enrolled;
  final Set<Long> askedFor = new HashSet<>();
  private final Set<Long> touched = new HashSet<>();
  final Set<Long> completed = new HashSet<>();
  final Map<Long, Integer> positions = new HashMap<>();
  SeedData.Course course;
  SeedData.Lesson lesson;
  @Nullable Attempt attempt;
  int storedSeconds;
  private @Nullable Long stranger;
  private @Nullable String cookie;
  private long sequence;
  private long keys;

  /**
   * A learner that has not signed in yet.
   *
   * @param run what no other run against the same data has: it makes keys and texts unique
   */
  public Learner(SeedData data, SeedData.Account account, long seed, int index, String run) {
    this.data = data;
    this.account = account;
    this.random = Seeds.stream(seed, "learner", index);
    this.pauses = Seeds.stream(seed, "pauses", index);
    this.unique = run + "-" + index;
    this.enrolled = new LinkedHashSet<>(account.courses());
    this.course = randomCourse();
    this.lesson = randomLesson();
  }

  /** The id of the account. */
  public long id() {
    return account.id();
  }

  /** The Cookie header of its session; null before it signed in. */
  public @Nullable String cookie() {
    return cookie;
  }

  /** The learner's own stream of choices, for what its journey chooses. */
  public SplittableRandom random() {
    return random;
  }

  /**
   * Its stream for how long it waits before it sends something again. It is another than that of
   * its choices, so that these are the same whether or not anything goes wrong.
   */
  public SplittableRandom pauses() {
    return pauses;
  }

  /** Whether it has an attempt whose answers can be saved. */
  public boolean hasOpenAttempt() {
    return attempt != null;
  }

  /** Signs in; the cookie of the answer has to be handed to {@link #signedIn}. */
  public Step signIn() {
    String body =
        "{\"email\":%s,\"password\":%s}"
            .formatted(Meaning.quoted(account.email()), Meaning.quoted(data.password()));
    return new Step(
        Kind.SIGN_IN,
        "/api/sign-in",
        body,
        null,
        null,
        Meaning.json(json -> Meaning.isOf(json, this) ? Step.AS_EXPECTED : "another userId"));
  }

  /** Takes the session from a Set-Cookie header. */
  public void signedIn(String setCookie) {
    int end = setCookie.indexOf(';');
    cookie = end < 0 ? setCookie : setCookie.substring(0, end);
  }

  /**
   * The next request when the mix asks for {@code drawn}. Where the learner's state does not allow
   * it, the nearest that it does: no answer without an open attempt, no second one beside it.
   */
  public Step next(Kind drawn) {
    return switch (drawn) {
      case SIGN_IN -> signIn();
      case CATALOGUE -> Reading.catalogue(this);
      case COURSE_PAGE -> Reading.coursePage(this);
      case LESSON_PAGE -> Reading.lessonPage(this);
      case NOTIFICATIONS -> Reading.notifications(this);
      case GRADES -> Reading.grades(this);
      case CERTIFICATE -> Reading.certificate(this);
      case VIDEO_POSITION -> Studying.videoPosition(this);
      case LESSON_COMPLETION -> Studying.completion(this);
      case RATING -> Studying.rating(this);
      case ENROLMENT -> Studying.enrolment(this);
      case QUIZ_START, QUIZ_ANSWER ->
          attempt == null ? Quizzing.start(this) : Quizzing.answer(this, attempt);
      case QUIZ_SUBMISSION ->
          attempt == null ? Quizzing.start(this) : Quizzing.submission(this, attempt);
    };
  }

  /** The start of one particular quiz, whatever the mix asks for. */
  public Step startExam(SeedData.Quiz quiz) {
    return Quizzing.start(this, quiz);
  }

  /** The write of an acknowledged step, with the value that the platform said it stored. */
  public @Nullable Write acknowledged(Step step) {
    Write write = step.write();
    if (write == null || step.kind() != Kind.VIDEO_POSITION) {
      return write;
    }
    return write.withValue(Integer.toString(storedSeconds));
  }

  /** A request whose answer never came, or left open what happened. */
  public void leftOpen(Step step) {
    if (step.kind() == Kind.QUIZ_SUBMISSION) {
      attempt = null;
    }
  }

  /** A request that the platform refused. */
  public void refused(Step step) {
    if (step.kind() == Kind.QUIZ_SUBMISSION || step.kind() == Kind.QUIZ_ANSWER) {
      attempt = null;
    }
  }

  /** An answer is about this account, which should be its own. */
  void shown(long account) {
    if (account != id()) {
      stranger = account;
    }
  }

  /**
   * The account of somebody else whom its last answer was about; null where it was about nobody
   * else. It is told once.
   */
  public @Nullable Long takeStranger() {
    Long told = stranger;
    stranger = null;
    return told;
  }

  /** The courses that its requests were about so far. */
  public Set<Long> touched() {
    return Set.copyOf(touched);
  }

  /** A request is about this course. */
  SeedData.Course touch(SeedData.Course about) {
    touched.add(about.id());
    return about;
  }

  String nextKey() {
    keys++;
    return unique + "-" + keys;
  }

  long nextSequence(Attempt open) {
    sequence = Math.max(sequence, open.highestSequence()) + 1;
    return sequence;
  }

  SeedData.Course randomCourse() {
    var ids = List.copyOf(enrolled);
    return data.course(ids.get(random.nextInt(ids.size())));
  }

  SeedData.Lesson randomLesson() {
    return course.lessons().get(random.nextInt(course.lessons().size()));
  }

  /** Goes on to another lesson, now and then of another course. */
  void moveOn() {
    if (random.nextDouble() < CHANGES_COURSE) {
      course = randomCourse();
    }
    touch(course);
    lesson = randomLesson();
  }
}
