package reports.judge;

/** What a measurement must keep to count. Each has a test just inside and one just outside. */
final class Limits {
  /** 99th percentile of start lags in a phase. */
  static final double START_LAG_P99_MILLIS = 20;

  /** The largest start lag in a phase. */
  static final double START_LAG_MAX_MILLIS = 250;

  /** The longest pause of the generator's garbage collector. */
  static final double GC_PAUSE_MILLIS = 100;

  /** Share of planned starts made in time, in every window of ten seconds. */
  static final double STARTS_ON_TIME_PERCENT = 99;

  /**
   * Share of planned starts made in time in a whole phase in which the machine itself may be broken
   * on purpose.
   */
  static final double STARTS_UNDER_FAULTS_PERCENT = 90;

  /** The generator's CPU time, in percent of what it may use, in every window of ten seconds. */
  static final double GENERATOR_CPU_PERCENT = 80;

  /** How far an injector's clock may be off, the error of its measurement included. */
  static final double CLOCK_OFFSET_MILLIS = 20;

  /** Seconds of a phase in which the generator must have recorded itself. */
  static final double RECORDED_PERCENT = 90;

  /** Requests sent, in percent more or less than planned. */
  static final double REQUESTS_PERCENT = 1;

  /** People by Little's law, in percent more or less than planned. */
  static final double USERS_PERCENT = 5;

  /** Requests that pods counted, in percent more or fewer than the client sent. */
  static final double COUNTED_PERCENT = 0.1;

  /** The machine is full from here on, in a window of ten seconds. */
  static final double MACHINE_FULL_PERCENT = 95;

  /** A pod is full from here on, in percent of its CPUs. */
  static final double POD_FULL_PERCENT = 90;

  /** Planned requests for each course to be touched, from which on touching them is expected. */
  static final long REQUESTS_PER_COURSE = 20;

  /**
   * Standard deviations that the share of a kind may be from its expectation; of 15 kinds one in 25
   * phases exceeds it by chance, at worst.
   */
  static final double MIX_DEVIATIONS = 3;

  /** Journeys in a hundred that may wait for a session for longer than a start may be late. */
  static final double SESSION_WAITS_PERCENT = 1;

  /**
   * Requests that a phase may inherit from the one before, in percent of its plan: with more, what
   * breaks may be broken by them.
   */
  static final double LATE_PERCENT = 5;

  /**
   * Connections that the database counts and no pod does, or the other way round: those of probes
   * and of who looks. With more, the numbers contradict each other.
   */
  static final double CONNECTIONS_APART = 5;

  /** "About" so much is up to a tenth more. */
  static final double ABOUT = 1.1;

  private Limits() {}
}
