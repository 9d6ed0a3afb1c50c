package lms;

import io.helidon.common.uri.UriPath;
import io.helidon.http.PathMatchers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lms.platform.Routes;
import org.jspecify.annotations.Nullable;

/**
 * Every page of a platform with something in it, for those who may see it: what {@link
 * EveryPageE2E} opens. A new page is one line of {@link #all}; a new state of one, another line.
 */
final class Visits {
  /** Routes that a browser may open and that answer something else than a page. */
  static final Set<String> NO_PAGES =
      Set.of(
          "/lessons/{id}/captions/{language}",
          "/lessons/{id}/attachments/{attachment}",
          "/teach/courses/{id}/grades.csv",
          "/certificates/{code}/code.svg",
          "/certificates/{code}/certificate.pdf",
          "/calendar/{token}",
          "/profile/data");

  private static final String PROSE =
      "A plant makes its food of light, water and air, and nearly everything that lives eats what"
          + " plants have made. This course follows one from the seed to the next seed. It asks for"
          + " no knowledge of chemistry; who has some will recognise it.";

  private static final String MARKDOWN =
      """
      Plants *drink* water through **root hairs**, each no longer than a millimetre.

      ## What a root does

      1. It holds the plant.
      2. It takes up water and salts.
      3. It stores what winter needs.

      > A birch of middle size evaporates 70 litres on a warm day.

      ```
      potential = pressure + osmosis
      ```
      """;

  private final LmsServer server;
  private final Map<Who, String> sessions = new EnumMap<>(Who.class);
  private final TaughtCourse course;
  private final TaughtCourse begun;
  private final TeachingVisits teaching;
  private final long passed;
  private final long open;
  private final String certificate;
  private final long post;

  /** Who looks. */
  enum Who {
    /** Nobody is signed in. */
    VISITOR,
    /** A learner who has done nothing yet. */
    NEWCOMER,
    /** A learner who has done everything. */
    LEARNER,
    /** Who teaches the course. */
    TEACHER,
    ADMINISTRATOR
  }

  /** One page as one person sees it; {@code status} is what it answers with. */
  record Visit(Who who, String path, int status) {
    Visit(Who who, String path) {
      this(who, path, 200);
    }

    /** For the names of files. */
    String name() {
      return who.name().toLowerCase(java.util.Locale.ROOT)
          + path.replaceAll("[A-Z0-9]{20,}", "code")
              .replaceAll("[^A-Za-z0-9]+", "-")
              .replaceAll("-$", "");
    }
  }

  /** People who have taken, begun, taught and run something. */
  Visits(LmsServer server) {
    this.server = server;
    course = TaughtCourse.in(server, "HR-8001", 3, new TaughtCourse.Rules(3_600, 5, null));
    begun = TaughtCourse.in(server, "HR-8002", 2, TaughtCourse.Rules.NONE);
    furnish();
    Learner newcomer = Learner.registered(server, "Nora");
    Learner learner = Learner.registered(server, "Ada");
    sessions.put(Who.NEWCOMER, newcomer.cookie());
    sessions.put(Who.LEARNER, learner.cookie());
    sessions.put(Who.TEACHER, withRole("Tess", "teacher"));
    sessions.put(Who.ADMINISTRATOR, withRole("Alan", "administrator"));
    learner.enrol(course.id()).expect(201);
    course.lessons().forEach(lesson -> learner.complete(lesson).expect(200));
    passed = learner.start(course.quiz());
    course.pass(learner, passed, 1);
    open = learner.start(course.quiz());
    learner
        .api("PUT", "/courses/" + course.id() + "/rating", "{\"stars\":4,\"comment\":\"Clear\"}")
        .expect(200);
    certificate = learner.read("/grades").json().path("grades").get(0).path("certificate").asText();
    learner.enrol(begun.id()).expect(201);
    teaching = TeachingVisits.in(server, course.id());
    post = discussed(learner, "Why is *grass* green?");
    learner.api("POST", "/posts/" + post + "/replies", "{\"body\":\"Chlorophyll.\"}").expect(201);
  }

  /** Begins a thread under the second lesson and answers its id. */
  private long discussed(Learner asks, String body) {
    return asks.api(
            "POST",
            "/lessons/" + course.lessons().get(1) + "/discussion",
            "{\"body\":\"%s\"}".formatted(body))
        .expect(201)
        .json()
        .path("postId")
        .asLong();
  }

  /** What courses look like outside of tests, and a lesson that waits for the one before. */
  private void furnish() {
    server.database.inTransaction(
        transaction -> {
          transaction.run(
              "UPDATE courses SET title = 'Introduction to Botany', category = 'Natural sciences',"
                  + " summary = 'How plants live: roots, leaves, light and water, from the moss on"
                  + " a wall to the oak in front of it.', description = ? WHERE id = ?",
              PROSE,
              course.id());
          transaction.run(
              "UPDATE courses SET title = 'Statistics for people who measure things', seats = 12,"
                  + " category = 'Mathematics', summary = 'Means, spread and doubt.',"
                  + " description = ? WHERE id = ?",
              PROSE,
              begun.id());
          transaction.run(
              "UPDATE lessons SET body = ? WHERE course_id IN (?, ?)",
              MARKDOWN,
              course.id(),
              begun.id());
          transaction.run(
              "UPDATE lessons SET completion = 'viewed' WHERE id = ?", begun.lessons().getFirst());
          return transaction.run(
              "UPDATE lessons SET after_lesson_id = ?, due_at = '2030-01-31 12:00:00' WHERE id = ?",
              begun.lessons().getFirst(),
              begun.lessons().getLast());
        });
  }

  /** Somebody new of a role, who teaches both courses if it is that of teachers. */
  private String withRole(String name, String role) {
    String cookie = server.registered(name);
    server.database.inTransaction(
        transaction -> {
          transaction.run("UPDATE users SET role = ? WHERE name = ?", role, name);
          return role.equals("teacher")
              ? transaction.run(
                  "UPDATE courses SET teacher_id = (SELECT id FROM users WHERE name = ?)", name)
              : 0;
        });
    return cookie;
  }

  /** The Cookie header of somebody, or null. */
  @Nullable String session(Who who) {
    return sessions.get(who);
  }

  /** All of them. */
  List<Visit> all() {
    String taken = "/courses/" + course.id();
    List<Visit> all = new ArrayList<>();
    all.add(new Visit(Who.VISITOR, "/"));
    all.add(new Visit(Who.VISITOR, "/courses?q=nothing-fits"));
    all.add(new Visit(Who.VISITOR, "/courses/" + begun.id()));
    all.add(new Visit(Who.VISITOR, taken + "/ratings"));
    all.add(new Visit(Who.VISITOR, "/certificates/" + certificate));
    all.add(new Visit(Who.VISITOR, "/sign-in"));
    all.add(new Visit(Who.VISITOR, "/register"));
    all.add(new Visit(Who.VISITOR, "/password"));
    all.add(new Visit(Who.VISITOR, "/password/used", 404));
    all.add(new Visit(Who.VISITOR, "/confirmation"));
    all.add(new Visit(Who.VISITOR, "/confirmation/used", 404));
    all.add(new Visit(Who.VISITOR, "/no-such-page", 404));
    all.add(new Visit(Who.VISITOR, "/api/docs"));
    all.add(new Visit(Who.NEWCOMER, "/courses"));
    all.add(new Visit(Who.NEWCOMER, "/courses/" + begun.id()));
    all.add(new Visit(Who.NEWCOMER, "/my"));
    all.add(new Visit(Who.NEWCOMER, "/grades"));
    all.add(new Visit(Who.NEWCOMER, "/notifications"));
    all.add(new Visit(Who.NEWCOMER, "/lessons/" + course.lessons().getFirst(), 403));
    all.add(new Visit(Who.LEARNER, taken));
    all.add(new Visit(Who.LEARNER, taken + "/ratings"));
    all.add(new Visit(Who.LEARNER, "/lessons/" + course.lessons().get(1)));
    all.add(new Visit(Who.LEARNER, "/quizzes/" + course.quiz()));
    all.add(new Visit(Who.LEARNER, "/quizzes/" + course.quiz() + "/waiting"));
    all.add(new Visit(Who.LEARNER, "/attempts/" + open));
    all.add(new Visit(Who.LEARNER, "/attempts/" + passed + "/review"));
    all.add(new Visit(Who.LEARNER, "/my"));
    all.add(new Visit(Who.LEARNER, "/grades"));
    all.add(new Visit(Who.LEARNER, "/notifications"));
    all.add(new Visit(Who.LEARNER, "/notifications/preferences"));
    all.add(new Visit(Who.LEARNER, "/lessons/" + begun.lessons().getFirst()));
    all.add(new Visit(Who.LEARNER, "/lessons/" + begun.lessons().getLast(), 403));
    all.add(new Visit(Who.LEARNER, "/courses/" + begun.id()));
    all.add(new Visit(Who.LEARNER, "/lessons/" + course.lessons().get(1) + "/discussion"));
    all.add(new Visit(Who.LEARNER, "/posts/" + post));
    all.add(new Visit(Who.LEARNER, "/posts/" + post + "/edit"));
    all.add(new Visit(Who.LEARNER, "/calendar"));
    all.add(new Visit(Who.LEARNER, "/calendar?month=2030-01"));
    all.add(new Visit(Who.LEARNER, "/profile"));
    all.add(new Visit(Who.TEACHER, "/posts/" + post));
    all.add(new Visit(Who.TEACHER, taken));
    all.add(new Visit(Who.LEARNER, taken + "/announcements"));
    all.add(new Visit(Who.LEARNER, "/polls/" + teaching.poll()));
    all.addAll(teaching.visits(course, open, passed));
    all.add(new Visit(Who.ADMINISTRATOR, "/my"));
    return List.copyOf(all);
  }

  /** The page routes that no visit leads to. */
  List<String> unvisited() {
    List<String> pages =
        server.lms.routes().list().stream()
            .filter(Visits::isPage)
            .map(Routes.Route::pattern)
            .toList();
    List<String> visited = all().stream().flatMap(visit -> route(visit).stream()).toList();
    return pages.stream().filter(pattern -> !visited.contains(pattern)).distinct().toList();
  }

  /** The route that answers a visit: of those that could, the first. */
  private Optional<String> route(Visit visit) {
    UriPath path = UriPath.create(visit.path().replaceAll("\\?.*", ""));
    return server.lms.routes().list().stream()
        .filter(Visits::isPage)
        .map(Routes.Route::pattern)
        .filter(pattern -> PathMatchers.create(pattern).match(path).accepted())
        .findFirst();
  }

  private static boolean isPage(Routes.Route route) {
    return route.method().equals("GET")
        && (!route.pattern().startsWith("/api/") || route.pattern().equals("/api/docs"))
        && !route.pattern().startsWith("/static/")
        && !NO_PAGES.contains(route.pattern());
  }
}
