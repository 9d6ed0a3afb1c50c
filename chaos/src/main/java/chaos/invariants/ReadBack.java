package chaos.invariants;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import loadtests.learners.SeedData;
import org.jspecify.annotations.Nullable;
import reports.run.JsonLines;
import reports.run.LedgerEntry;
import reports.run.LedgerEntry.Outcome;
import reports.run.RunFolder;

/**
 * Asks the platform, when the load is over and nothing is broken any more, for some of what it
 * acknowledged: signs in as those who wrote most, and puts down what it is shown. Used once.
 */
final class ReadBack {
  private static final int PEOPLE = 4;
  private static final int PATHS_EACH = 12;
  private static final int TRIES = 3;
  private static final long PAUSE_MILLIS = 500;
  private static final long NANOS_MAX = TimeUnit.SECONDS.toNanos(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final SeedData data;
  private final JsonLines history;
  private final Session.Clock clock = Session.Clock.fromNow();
  private final long began = System.nanoTime();

  /**
   * One that has asked for nothing.
   *
   * @param history gets what it is shown
   */
  ReadBack(URI base, SeedData data, JsonLines history) {
    this.base = base;
    this.data = data;
    this.history = history;
  }

  /** Reads back what it can of a ledger: never throws because the platform doesn't answer. */
  void of(List<LedgerEntry> ledger) throws InterruptedException {
    Map<Long, List<LedgerEntry>> byUser = new LinkedHashMap<>();
    ledger.stream()
        .filter(entry -> entry.outcome() == Outcome.ACKNOWLEDGED && !path(entry).isEmpty())
        .forEach(entry -> byUser.computeIfAbsent(entry.user(), _ -> new ArrayList<>()).add(entry));
    List<SeedData.Account> people =
        data.accounts().stream()
            .filter(account -> byUser.containsKey(account.id()))
            .sorted((a, b) -> Integer.compare(size(byUser, b), size(byUser, a)))
            .limit(PEOPLE)
            .toList();
    for (SeedData.Account account : people) {
      of(account, byUser.getOrDefault(account.id(), List.of()));
    }
  }

  private static int size(Map<Long, List<LedgerEntry>> byUser, SeedData.Account account) {
    return byUser.getOrDefault(account.id(), List.of()).size();
  }

  /** Where one is shown what a write did; empty where it is shown nowhere by itself. */
  private static String path(LedgerEntry entry) {
    String object = entry.object().replaceFirst("/.*", "");
    return switch (entry.kind()) {
      case "enrolment" -> object.replace("course:", "/courses/");
      case "completion", "position" -> object.replace("lesson:", "/api/lessons/");
      case "answer", "submission" -> object.replace("attempt:", "/api/attempts/");
      default -> "";
    };
  }

  /** The newest first: what was written last is lost first. */
  private void of(SeedData.Account account, List<LedgerEntry> written) throws InterruptedException {
    Map<String, Set<String>> objects = new LinkedHashMap<>();
    for (LedgerEntry entry : written.reversed()) {
      if (objects.size() < PATHS_EACH || objects.containsKey(path(entry))) {
        objects.computeIfAbsent(path(entry), _ -> new LinkedHashSet<>()).add(entry.object());
      }
    }
    try (Session session = new Session(account, new Client(base, "10.254.1.1"), clock)) {
      session.signIn(data.password());
      for (Map.Entry<String, Set<String>> each : objects.entrySet()) {
        if (System.nanoTime() - began < NANOS_MAX) {
          read(session, each.getKey(), each.getValue());
        }
      }
    } catch (IllegalStateException e) {
      // Who can't sign in is shown nothing, and nothing is put down.
      return;
    }
  }

  private void read(Session session, String path, Set<String> objects) throws InterruptedException {
    Session.Heard heard = session.get(path);
    for (int tried = 1; tried < TRIES && heard.outcome() == Outcome.UNKNOWN; tried++) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      heard = session.get(path);
    }
    for (String object : objects) {
      history.append(
          new Operation(
              RunFolder.SCHEMA,
              heard.begin(),
              heard.end(),
              0,
              Operation.READ,
              session.user(),
              object,
              null,
              heard.isOk() ? Outcome.ACKNOWLEDGED : heard.outcome(),
              heard.status(),
              null,
              heard.isOk() ? Watcher.shownTo(heard.body()) : null,
              heard.isOk() ? found(object, heard.body()) : null));
    }
  }

  /** What an answer says of an object, as {@link Operation#found} has it. */
  static @Nullable String found(String object, String body) {
    if (object.startsWith("course:")) {
      return Watcher.isEnrolled(body) ? "enrolled" : "not enrolled";
    }
    JsonNode json = json(body);
    if (json.isMissingNode()) {
      return null;
    }
    if (object.startsWith("lesson:")) {
      String state = json.path("completed").asBoolean() ? "completed" : "open";
      return state + " " + json.path("positionSeconds").asLong();
    }
    int question = object.indexOf("/question:");
    return question < 0
        ? json.path("submittedAt").isTextual() ? "submitted" : "open"
        : sequence(json, Long.parseLong(object.substring(question + "/question:".length())));
  }

  private static String sequence(JsonNode attempt, long question) {
    return StreamSupport.stream(attempt.path("answers").spliterator(), false)
        .filter(answer -> answer.path("questionId").asLong() == question)
        .map(answer -> Long.toString(answer.path("sequence").asLong()))
        .findFirst()
        .orElse("no answer");
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
