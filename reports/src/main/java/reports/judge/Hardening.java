package reports.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import reports.claims.Claim;
import reports.run.EnvironmentFacts;
import reports.run.EnvironmentFacts.Privileges;

/**
 * Judges what the first process of each pod may do, by what the kernel said of it while it ran: its
 * user, its capabilities, whether it can gain any, and what came of writing to its root.
 */
final class Hardening {
  private static final String WRITTEN = "written";
  private static final String READ_ONLY = "Read-only file system";
  private static final List<String> SETS =
      List.of("inherited", "permitted", "effective", "bounding", "ambient");
  private static final int IDS = 4;

  private final SortedMap<String, Privileges> pods;
  private final int started;
  private final int uid;

  Hardening(Evidence evidence, Claim claim) {
    this.pods = evidence.facts().map(EnvironmentFacts::podPrivileges).orElse(new TreeMap<>());
    this.started = evidence.facts().map(EnvironmentFacts::pods).orElse(1);
    this.uid = (int) claim.stated().value();
  }

  Verdict verdict() {
    List<String> wrong = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Map.Entry<String, Privileges> pod : pods.entrySet()) {
      look(pod.getKey(), pod.getValue(), wrong, unknown);
    }
    if (!wrong.isEmpty()) {
      return new Verdict.Refuted(
          String.join("; ", wrong) + ".",
          new Verdict.Figure("privileges", wrong.size(), wrong.size(), 0, "privileges"));
    }
    if (pods.size() < started) {
      return new Verdict.NotProven(
          String.format("Of %d pods, %d said what their processes may do.", started, pods.size()));
    }
    if (!unknown.isEmpty()) {
      return new Verdict.NotProven(String.join("; ", unknown) + ".");
    }
    String which = started == 1 ? "The pod's process runs" : "The processes of all pods run";
    return new Verdict.Verified(
        String.format(
            "%s as user %d, without any capability, and can gain none; a write to the root file"
                + " system was refused as read-only.",
            which, uid),
        new Verdict.Figure("privileges", 0, 0, 0, "privileges"));
  }

  private void look(String pod, Privileges may, List<String> wrong, List<String> unknown) {
    String who = pod + (may.program() == null ? "" : "'s " + may.program());
    if (may.uids().size() < IDS || may.noNewPrivileges() == null) {
      unknown.add(who + " does not say who it runs as, or whether it can gain privileges");
    }
    if (may.uids().stream().anyMatch(id -> id != uid)) {
      wrong.add(who + " runs as user " + may.uids().getFirst() + " and not " + uid);
    }
    if (may.gids().contains(0)) {
      wrong.add(who + " runs in the group of root");
    }
    if (Boolean.FALSE.equals(may.noNewPrivileges())) {
      wrong.add(who + " can gain privileges by what it starts");
    }
    for (String set : SETS) {
      String held = may.capabilities().get(set);
      if (held == null) {
        unknown.add(who + " does not say its " + set + " capabilities");
      } else if (!held.matches("0+")) {
        wrong.add(who + " has " + set + " capabilities " + held);
      }
    }
    String write = String.valueOf(may.rootWrite());
    if (write.equals(WRITTEN)) {
      wrong.add(who + " wrote to its root file system");
    } else if (!write.contains(READ_ONLY)) {
      unknown.add(who + " could not tell whether its root is read-only: " + write);
    }
  }
}
