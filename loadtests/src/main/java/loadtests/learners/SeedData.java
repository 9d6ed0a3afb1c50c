package loadtests.learners;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What seed.json says about the platform's data: accounts, courses, lessons, quizzes, certificates
 * and their content tokens. Immutable.
 */
public record SeedData(
    String password,
    List<Account> accounts,
    List<Course> courses,
    Map<Long, Course> coursesById,
    Map<Long, Quiz> quizzes,
    List<Certificate> certificates) {
  private static final int SCHEMA = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** An account and the courses it is enrolled in. */
  public record Account(long id, String email, String name, String role, List<Long> courses) {}

  /** A course; {@code seats} is null where they are not limited. */
  public record Course(
      long id,
      String code,
      String token,
      @Nullable Integer seats,
      @Nullable Long quizId,
      List<Lesson> lessons) {}

  /** A lesson; {@code videoSeconds} is null where it has no video. */
  public record Lesson(long id, String token, @Nullable Integer videoSeconds) {}

  /** A quiz of a course, with its key. */
  public record Quiz(
      long id, long courseId, @Nullable Integer attemptLimit, List<Question> questions) {
    public Quiz {
      questions = List.copyOf(questions);
    }
  }

  /** A question and the answer that is right; of answers in words, those that are, one a line. */
  public record Question(long id, String kind, String correct) {}

  /** A certificate that anybody may verify. */
  public record Certificate(String code, long userId, long courseId) {}

  /**
   * Reads a seed.json.
   *
   * @throws IOException when it can't be read, or has another schema
   */
  public static SeedData read(Path file) throws IOException {
    JsonNode root = JSON.readTree(file.toFile());
    int schema = root.path("schema").asInt(-1);
    if (schema != SCHEMA) {
      throw new IOException(file + ": schema is " + schema + ", this version reads " + SCHEMA);
    }
    List<Course> courses = list(root, "courses", Course[].class);
    return new SeedData(
        root.path("password").asText(),
        list(root, "accounts", Account[].class),
        courses,
        byId(courses, Course::id),
        byId(list(root, "quizzes", Quiz[].class), Quiz::id),
        list(root, "certificates", Certificate[].class));
  }

  /** The accounts that can be learners of a load: enrolled in a course that has a quiz. */
  public List<Account> learners() {
    return accounts.stream()
        .filter(account -> account.role().equals("learner"))
        .filter(account -> account.courses().stream().anyMatch(id -> openQuiz(id).isPresent()))
        .toList();
  }

  /**
   * The quiz that most others could take too: that of the account's course in which most of them
   * are enrolled.
   */
  public Quiz sharedQuiz(Account account, Map<Long, Long> enrolmentsByCourse) {
    return account.courses().stream()
        .sorted((a, b) -> Long.compare(count(enrolmentsByCourse, b), count(enrolmentsByCourse, a)))
        .flatMap(id -> openQuiz(id).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(account.email() + " has no open quiz"));
  }

  /** How many of {@code some} are enrolled in each course. */
  public static Map<Long, Long> enrolments(List<Account> some) {
    return some.stream()
        .flatMap(account -> account.courses().stream())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static long count(Map<Long, Long> enrolments, long courseId) {
    return enrolments.getOrDefault(courseId, 0L);
  }

  /** The quiz of a course, where it has one that may be attempted again and again. */
  public Optional<Quiz> openQuiz(long courseId) {
    Course course = coursesById.get(courseId);
    if (course == null || course.quizId() == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(quizzes.get(course.quizId()))
        .filter(quiz -> quiz.attemptLimit() == null);
  }

  /** The course with this id. */
  public Course course(long id) {
    Course course = coursesById.get(id);
    if (course == null) {
      throw new IllegalStateException("seed.json knows no course " + id);
    }
    return course;
  }

  private static <T> List<T> list(JsonNode root, String key, Class<T[]> type) throws IOException {
    JsonNode node = root.path(key);
    if (!node.isArray()) {
      throw new IOException("seed.json has no list called " + key);
    }
    return List.of(JSON.treeToValue(node, type));
  }

  private static <T> Map<Long, T> byId(List<T> things, Function<T, Long> id) {
    return things.stream().collect(Collectors.toUnmodifiableMap(id, Function.identity()));
  }
}
