package chaos.faults;

import chaos.undo.Mark;
import chaos.undo.NetRules;
import chaos.undo.Networks;
import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One use of a fault that is a rule of iptables.
 *
 * @param target what is disturbed
 * @param network the namespace that it is for, as {@link Networks} names it; empty where nobody
 *     knows it
 * @param rule from the chain's name on, with our mark
 * @param witness sees it in force
 */
record RuleInjection(String target, Optional<String> network, List<String> rule, Witness witness)
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
    return network.stream().<Undo>map(name -> new Undo.RemoveRule(name, rule)).toList();
  }

  @Override
  public void inject() throws FaultFailed, InterruptedException {
    NetRules rules =
        network
            .flatMap(NetRules::in)
            .orElseThrow(() -> new FaultFailed("the network of " + target + " can't be seen"));
    try {
      rules.add(rule);
    } catch (UndoFailed e) {
      throw new FaultFailed("packets can't be dropped: " + e.getMessage(), e);
    }
  }
}
