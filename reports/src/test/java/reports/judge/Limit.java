package reports.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import reports.run.RunFolder;

/**
 * A limit of a measurement, for tests on both of its sides.
 *
 * @param claim the claim that depends on it
 * @param inside the run that just keeps it
 * @param outside the run that just breaks it
 * @param verdict what the second one gives
 * @param reason what its reason says
 */
record Limit(
    String name,
    String claim,
    Consumer<SyntheticRun> inside,
    Consumer<SyntheticRun> outside,
    String verdict,
    String reason) {
  @Override
  public String toString() {
    return name;
  }

  static Limit invalid(
      String name,
      String claim,
      Consumer<SyntheticRun> inside,
      Consumer<SyntheticRun> outside,
      String reason) {
    return new Limit(name, claim, inside, outside, "INVALID", reason);
  }

  static Limit outOfScope(String fact, String name, Object inside, Object outside, String reason) {
    return new Limit(
        name,
        "rate",
        run -> run.environment.put(fact, inside),
        run -> run.environment.put(fact, outside),
        "OUT OF SCOPE",
        reason);
  }

  /** What the claim gets from a run in which something was planted. */
  Verdict judged(Path runs, Consumer<SyntheticRun> planted) throws IOException {
    SyntheticRun run = new SyntheticRun(2);
    planted.accept(run);
    RunFolder folder = run.write(runs);
    return Judge.judge(folder, TestClaims.claims()).claims().stream()
        .filter(judged -> judged.claim().id().equals(claim))
        .findFirst()
        .orElseThrow()
        .verdict();
  }
}
