package chaos.experiment;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A defect of the platform: its own source with a few changes, compiled for a test. What ships has
 * no switch for it.
 *
 * @param what is wrong, in a clause
 * @param showsAtStart whether it shows while a pod starts: such a one is started under load
 * @param settings of a pod that has it, beside those of its fellows
 * @param changes to the source; none for a platform as it is
 */
record PlantedDefect(
    String what, boolean showsAtStart, Map<String, String> settings, List<Change> changes) {
  /**
   * One change.
   *
   * @param file below the platform's sources
   * @param before a text that stands there once
   * @param after what stands there then
   */
  record Change(String file, String before, String after) {}

  static final PlantedDefect NONE =
      new PlantedDefect("nothing is wrong", false, Map.of(), List.of());

  /** The first request writes the key, and a second one with it does all again. */
  static final PlantedDefect COMMITS_TWICE =
      new PlantedDefect(
          "an enrolment commits twice when it is sent again",
          false,
          Map.of(),
          List.of(
              new Change(
                  "lms/platform/Idempotency.java",
                  "      return stored(transaction, claim);\n",
                  ""),
              new Change(
                  "lms/enrolments/Seats.java", "if (wish.already()) {", "if (courseId < 0) {"),
              new Change(
                  "lms/enrolments/Seats.java",
                  "long id = inserted(transaction, userId, courseId);",
                  "long id = wish.already() ? 0 : inserted(transaction, userId, courseId);")));

  /** Late enough that a killed process has some that it never did. */
  static final PlantedDefect ANSWERS_BEFORE_COMMIT =
      new PlantedDefect(
          "a write is acknowledged before its commit",
          false,
          Map.of(),
          List.of(
              new Change(
                  "lms/platform/Database.java",
                  "      connection.commit();\n",
                  """
                        Thread.startVirtualThread(
                            () -> {
                              java.util.concurrent.locks.LockSupport.parkNanos(1_200_000_000L);
                              connection.commit();
                            });
                  """)));

  static final PlantedDefect SHOWS_OTHERS_PAGES =
      new PlantedDefect(
          "a cache of pages forgets whose they are",
          false,
          Map.of(),
          List.of(
              new Change(
                  "lms/platform/Routes.java",
                  "    Answer answer = action.apply(exchange);\n",
                  """
                      Answer fresh = action.apply(exchange);
                      String path = request.path().path();
                      Answer answer =
                          path.matches("/courses/[0-9]+")
                              ? PAGES.computeIfAbsent(path, _ -> fresh)
                              : fresh;
                  """),
              new Change(
                  "lms/platform/Routes.java",
                  "  private final HttpRouting.Builder routing =",
                  """
                    private static final java.util.Map<String, Answer> PAGES =
                        new java.util.concurrent.ConcurrentHashMap<>();
                    private final HttpRouting.Builder routing =\
                  """)));

  static final PlantedDefect SAYS_READY_WHEN_IT_IS_NOT =
      new PlantedDefect(
          "readiness lies while the platform starts",
          true,
          Map.of("LMS_LISTEN_EARLY", "true"),
          List.of(
              new Change(
                  "lms/platform/HealthRoutes.java",
                  "return warm.get() && !routes.draining();",
                  "return true;"),
              // As slow to start as on a busy machine.
              new Change(
                  "lms/platform/Routes.java",
                  "    open.set(true);\n",
                  """
                      java.util.concurrent.locks.LockSupport.parkNanos(6_000_000_000L);
                      open.set(true);
                  """)));

  /** Both at once, in one pod. */
  PlantedDefect and(PlantedDefect other) {
    Map<String, String> both = new HashMap<>(settings);
    both.putAll(other.settings);
    return new PlantedDefect(
        what + ", and " + other.what,
        showsAtStart || other.showsAtStart,
        both,
        Stream.concat(changes.stream(), other.changes.stream()).toList());
  }

  /**
   * Compiles what has changed.
   *
   * @param lms the platform's module, compiled as it is
   * @param folder for sources and classes
   * @return the class path of a platform with the defect
   */
  String classPath(Path lms, Path folder) throws IOException {
    String healthy =
        lms.resolve("target/classes")
            + ":"
            + Files.readString(lms.resolve("target/runtime.classpath")).strip();
    if (changes.isEmpty()) {
      return healthy;
    }
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-g"));
    arguments.addAll(List.of("-cp", healthy, "-d", classes.toString()));
    for (String file : changes.stream().map(Change::file).distinct().toList()) {
      Path changed = folder.resolve("sources").resolve(file);
      Files.createDirectories(changed.getParent());
      Files.writeString(changed, changed(lms, file));
      arguments.add(changed.toString());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var errors = new StringWriter();
    var task =
        compiler.getTask(
            errors,
            null,
            null,
            arguments.stream().filter(each -> !each.endsWith(".java")).toList(),
            null,
            compiler
                .getStandardFileManager(null, null, null)
                .getJavaFileObjects(
                    arguments.stream()
                        .filter(each -> each.endsWith(".java"))
                        .toArray(String[]::new)));
    if (!task.call()) {
      throw new IOException("the defect (" + what + ") does not compile: " + errors);
    }
    return classes + ":" + healthy;
  }

  private String changed(Path lms, String file) throws IOException {
    String text = Files.readString(lms.resolve("src/main/java").resolve(file));
    for (Change change : changes) {
      if (change.file().equals(file)) {
        int at = text.indexOf(change.before());
        if (at < 0 || text.indexOf(change.before(), at + 1) >= 0) {
          throw new IOException(
              "%s has changed: the defect (%s) needs another place".formatted(file, what));
        }
        text = text.replace(change.before(), change.after());
      }
    }
    return text;
  }

  @Override
  public String toString() {
    return what;
  }
}
