package loadtests.audit;

/**
 * How one kind of write is compared with the database. Each looks at every write of its kind, and
 * at every row of the accounts that could be the effect of such a write.
 */
interface Check {
  /** The kind in the ledger. */
  String kind();

  /** Whether each write of it takes an idempotency key. */
  boolean keyed();

  /** Compares, and puts down what is wrong. */
  void compare(Writes writes, Holdings holdings, Watermark before, Findings findings);
}
