package chaos.faults;

import chaos.undo.Mark;
import chaos.undo.NetRules;
import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One use of a fault that is a rule of iptables.
 *
 * @param target what is disturbed
 * @param namespace the process whose network it is; one without a number for this machine's own
 * @param rule from the chain's name on, with our mark
 * @param witness sees it in force
 */
record RuleInjection(String target, TargetProcess namespace, List<String> rule, Witness witness)
    implements Injection {

  /** The comment of one rule, by which it is found again. */
  static String comment() {
    return Mark.TEXT + "-" + UUID.randomUUID();
  }

  /**
   * A rule that drops packets.
   *
   * @param match chain and matches
   */
  static List<String> dropping(List<String> match, String comment) {
    List<String> rule = new ArrayList<>(match);
    rule.addAll(List.of("-m", "comment", "--comment", comment, "-j", "DROP"));
    return List.copyOf(rule);
  }

  @Override
  public List<Undo> undos() {
    return List.of(new Undo.RemoveRule(namespace.pid(), namespace.startTime(), rule));
  }

  @Override
  public void inject() throws FaultFailed, InterruptedException {
    try {
      new NetRules(namespace.pid()).add(rule);
    } catch (UndoFailed e) {
      throw new FaultFailed("packets can't be dropped: " + e.getMessage(), e);
    }
  }
}
