package chaos.undo;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does undos, and sees what is still to be undone. Stateless. */
public final class Undoing {
  private Undoing() {}

  /**
   * Puts right what an undo names. Where that is right already, or what it is about is gone,
   * nothing is done.
   *
   * @throws UndoFailed where it can't be put right
   */
  public static void undo(Undo undo) throws UndoFailed, InterruptedException {
    switch (undo) {
      case Undo.ContinueProcess(long pid, long startTime) -> Signals.letGoOn(pid, startTime);
      case Undo.EndProcess(long pid, long startTime) -> Signals.end(pid, startTime);
      case Undo.ResetProxy proxy -> reset(proxy);
      case Undo.RemoveToxic(URI api, String name, String toxic) ->
          new Proxies(api).removeToxic(name, toxic);
      case Undo.RemoveRule(String network, List<String> rule) -> {
        Optional<NetRules> rules = NetRules.in(network);
        if (rules.isPresent()) {
          rules.get().remove(rule);
        }
      }
      case Undo.WriteFile(Path file, String content) -> write(file, content);
      case Undo.RemoveFile(Path file) -> remove(file);
      case Undo.RunCommand(List<String> command, List<String> _) -> run(command);
    }
  }

  /**
   * What is still to be undone, a line for each thing; none where all is right. What can't be
   * looked at is a line that says so.
   */
  public static List<String> left(Undo undo) throws InterruptedException {
    try {
      return switch (undo) {
        case Undo.ContinueProcess(long pid, long startTime) ->
            Signals.find(pid, startTime).filter(Signals::isStopped).stream()
                .map(_ -> "process " + pid + " is stopped")
                .toList();
        case Undo.EndProcess(long pid, long startTime) ->
            Signals.find(pid, startTime).stream().map(_ -> "process " + pid + " runs").toList();
        case Undo.ResetProxy proxy -> leftOf(proxy);
        case Undo.RemoveToxic toxic -> leftOf(toxic);
        case Undo.RemoveRule(String network, List<String> rule) -> {
          Optional<NetRules> rules = NetRules.in(network);
          yield rules.isPresent() && rules.get().has(rule)
              ? List.of("rule " + String.join(" ", rule))
              : List.of();
        }
        case Undo.WriteFile(Path file, String content) -> leftOf(file, content);
        case Undo.RemoveFile(Path file) -> Files.exists(file) ? List.of("file " + file) : List.of();
        case Undo.RunCommand(List<String> _, List<String> look) ->
            look.isEmpty() ? List.of() : seen(look);
      };
    } catch (UndoFailed e) {
      return List.of("can't be looked at (" + e.getMessage() + "): " + undo.sentence());
    }
  }

  private static void reset(Undo.ResetProxy undo) throws UndoFailed, InterruptedException {
    var proxies = new Proxies(undo.api());
    Optional<Proxies.State> now = proxies.state(undo.proxy());
    if (now.isPresent() && !leads(now.get(), undo)) {
      proxies.set(undo.proxy(), true, undo.upstream());
    }
  }

  private static boolean leads(Proxies.State now, Undo.ResetProxy undo) {
    return now.enabled() && now.upstream().equals(undo.upstream());
  }

  private static List<String> leftOf(Undo.ResetProxy undo) throws UndoFailed, InterruptedException {
    Optional<Proxies.State> now = new Proxies(undo.api()).state(undo.proxy());
    if (now.isEmpty()) {
      return List.of();
    }
    List<String> left = new ArrayList<>();
    String name = "proxy " + undo.proxy();
    if (!now.get().enabled()) {
      left.add(name + " is disabled");
    }
    if (!now.get().upstream().equals(undo.upstream())) {
      left.add(name + " leads to " + now.get().upstream());
    }
    return left;
  }

  private static List<String> leftOf(Undo.RemoveToxic undo)
      throws UndoFailed, InterruptedException {
    return new Proxies(undo.api())
        .state(undo.proxy()).filter(now -> now.toxics().contains(undo.toxic())).stream()
            .map(_ -> "proxy " + undo.proxy() + " has the toxic " + undo.toxic())
            .toList();
  }

  /** A file that is gone had an owner that is gone, such as a control group. */
  private static void write(Path file, String content) throws UndoFailed {
    try {
      if (Files.exists(file) && !text(file).equals(content.strip())) {
        // In place: a control group's file can't be replaced by another.
        Files.writeString(
            file, content, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
      }
    } catch (IOException e) {
      throw new UndoFailed(file + " can't be written: " + e.getMessage(), e);
    }
  }

  private static List<String> leftOf(Path file, String content) throws UndoFailed {
    try {
      return Files.exists(file) && !text(file).equals(content.strip())
          ? List.of("file " + file + " holds '" + text(file) + "'")
          : List.of();
    } catch (IOException e) {
      throw new UndoFailed(file + " can't be read: " + e.getMessage(), e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8).strip();
  }

  private static void remove(Path file) throws UndoFailed {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UndoFailed(file + " can't be removed: " + e.getMessage(), e);
    }
  }

  private static void run(List<String> command) throws UndoFailed, InterruptedException {
    Commands.Result result = Commands.run(command);
    if (!result.succeeded()) {
      throw new UndoFailed(command.getFirst() + " failed: " + result.reason());
    }
  }

  private static List<String> seen(List<String> look) throws UndoFailed, InterruptedException {
    Commands.Result result = Commands.run(look);
    if (!result.succeeded()) {
      throw new UndoFailed(look.getFirst() + " failed: " + result.reason());
    }
    return result.output().lines().filter(line -> !line.isBlank()).toList();
  }
}
