package chaos.undo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Rules of iptables in the network namespace of a process, or in this machine's own.
 *
 * @param pid whose namespace; 0 for this machine's own
 */
public record NetRules(long pid) {
  private static final int COPIES_MAX = 16;

  /**
   * Those of a namespace that {@link Networks} names, by whatever process is in it now; empty where
   * it is gone, and all of its rules with it.
   */
  public static Optional<NetRules> in(String network) {
    OptionalLong member = Networks.member(network);
    return member.isPresent() ? Optional.of(new NetRules(member.getAsLong())) : Optional.empty();
  }

  /**
   * Adds a rule at the beginning of its chain.
   *
   * @param rule from the chain's name on, with a comment that begins with {@link Mark#TEXT}
   */
  public void add(List<String> rule) throws UndoFailed, InterruptedException {
    Commands.Result added = iptables("-I", rule);
    if (!added.succeeded()) {
      throw new UndoFailed("iptables refuses the rule: " + added.reason());
    }
  }

  /** Removes all copies of a rule; harmless where there is none. */
  public void remove(List<String> rule) throws UndoFailed, InterruptedException {
    for (int copy = 0; has(rule); copy++) {
      Commands.Result removed = iptables("-D", rule);
      if (!removed.succeeded() || copy == COPIES_MAX) {
        throw new UndoFailed("iptables doesn't remove the rule: " + removed.reason());
      }
    }
  }

  /** Whether a rule is in force. */
  public boolean has(List<String> rule) throws UndoFailed, InterruptedException {
    return iptables("-C", rule).succeeded();
  }

  /**
   * The rules of all tables that carry our mark, as iptables-save has them; none where they can't
   * be read, as then none could be made.
   */
  public List<String> marked() throws InterruptedException {
    try {
      Commands.Result all = Commands.run(inNamespace(List.of("iptables-save")));
      return all.succeeded()
          ? all.output().lines().filter(line -> line.contains(Mark.TEXT)).toList()
          : List.of();
    } catch (UndoFailed e) {
      return List.of();
    }
  }

  /** The rules with our mark and how many packets each has met, as iptables-save -c has them. */
  public List<String> counted() throws UndoFailed, InterruptedException {
    Commands.Result all = Commands.run(inNamespace(List.of("iptables-save", "-c")));
    if (!all.succeeded()) {
      throw new UndoFailed("rules can't be read: " + all.reason());
    }
    return all.output().lines().filter(line -> line.contains(Mark.TEXT)).toList();
  }

  private Commands.Result iptables(String what, List<String> rule)
      throws UndoFailed, InterruptedException {
    var command = new ArrayList<>(List.of("iptables", "-w", "10", what));
    command.addAll(rule);
    return Commands.run(inNamespace(command));
  }

  private List<String> inNamespace(List<String> command) {
    if (pid == 0) {
      return command;
    }
    var inside = new ArrayList<>(List.of("nsenter", "-t", Long.toString(pid), "-n", "--"));
    inside.addAll(command);
    return inside;
  }
}
