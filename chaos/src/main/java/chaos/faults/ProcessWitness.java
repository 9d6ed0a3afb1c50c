package chaos.faults;

import environments.ProcessStat;

/**
 * Sees in /proc what became of a process.
 *
 * @param shows the word that shows the fault: {@link #GONE} or {@link #STOPPED}
 */
record ProcessWitness(TargetProcess process, String shows) implements Witness {
  static final String GONE = "is gone";
  static final String STOPPED = "is stopped";
  static final String RUNS = "runs";

  @Override
  public String source() {
    return "/proc/%d/stat".formatted(process.pid());
  }

  @Override
  public String look() {
    String state = process.now().map(ProcessWitness::word).orElse(GONE);
    return "process %d of %s %s".formatted(process.pid(), process.part(), state);
  }

  private static String word(ProcessStat stat) {
    return stat.state() == 'T' || stat.state() == 't' ? STOPPED : RUNS;
  }

  @Override
  public boolean fired(String before, String during) {
    return before.endsWith(RUNS) && during.endsWith(shows);
  }
}
