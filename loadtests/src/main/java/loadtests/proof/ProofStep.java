package loadtests.proof;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import loadtests.settings.LoadSettings;
import reports.run.ProofRuns;

/**
 * One run of a proof.
 *
 * @param settings what it is asked for
 * @param claims ids of the claims that it judges and that its environment can judge
 */
public record ProofStep(LoadSettings settings, List<String> claims) {
  private static final List<String> NAMED_FIRST = List.of("profile", "environment");

  public ProofStep {
    claims = List.copyOf(claims);
  }

  /** What makes this run alone. */
  public String command() {
    Map<String, String> more = new TreeMap<>(settings.given());
    more.keySet().removeAll(NAMED_FIRST);
    return "./headroom run %s --environment %s%s"
        .formatted(
            settings.profile().name(),
            settings.environment(),
            more.entrySet().stream()
                .map(each -> " --" + each.getKey() + " " + quoted(each.getValue()))
                .collect(Collectors.joining()));
  }

  private static String quoted(String value) {
    return value.matches("[\\w./:=@+-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
  }

  /** The same as a proof's folder keeps it, before it is made. */
  ProofRuns.Step record() {
    return new ProofRuns.Step(
        settings.profile().name(), settings.environment(), command(), claims, null, null);
  }
}
