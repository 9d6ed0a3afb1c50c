package chaos.selftest;

import chaos.undo.Commands;
import chaos.undo.Mark;
import chaos.undo.NetRules;
import chaos.undo.Networks;
import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A rule that drops packets, in a network namespace that is made for it. */
final class DroppingRule implements Mechanism {
  static final List<String> RULE =
      List.of(
          "INPUT",
          "-p",
          "tcp",
          "--dport",
          "3306",
          "-m",
          "comment",
          "--comment",
          Mark.TEXT + "-self-test",
          "-j",
          "DROP");

  @Override
  public String name() {
    return "remove-rule";
  }

  @Override
  public Optional<String> refusal() throws InterruptedException {
    try {
      Commands.Result tried =
          Commands.run(List.of("unshare", "--net", "iptables", "-w", "10", "-S", "INPUT"));
      return tried.succeeded()
          ? Optional.empty()
          : Optional.of("no network namespace with iptables can be made: " + tried.reason());
    } catch (UndoFailed e) {
      return Optional.of("no network namespace can be made: " + e.getMessage());
    }
  }

  @Override
  public Target make(Path folder) throws IOException {
    TargetProcess process = TargetProcess.start(List.of("unshare", "--net", "sleep", "600"));
    awaitOwnNamespace(process.process());
    return new Target() {
      @Override
      public String name() {
        return process.name();
      }

      @Override
      public boolean isWhole() throws InterruptedException {
        return new NetRules(process.process().pid()).marked().isEmpty();
      }

      @Override
      public void close() {
        process.end();
      }
    };
  }

  /** Before that a rule would be one of the machine's own. */
  private static void awaitOwnNamespace(Process process) throws IOException {
    Path own = namespace("self");
    while (namespace(Long.toString(process.pid())).equals(own)) {
      if (!process.isAlive()) {
        throw new IOException("no network namespace can be made");
      }
      Thread.onSpinWait();
    }
  }

  private static Path namespace(String process) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc", process, "ns", "net"));
  }

  @Override
  public void breakIt(String target) throws UndoFailed, InterruptedException {
    new NetRules(TargetProcess.pid(target)).add(RULE);
  }

  @Override
  public Undo undo(String target) {
    return new Undo.RemoveRule(Networks.of(TargetProcess.pid(target)).orElseThrow(), RULE);
  }
}
