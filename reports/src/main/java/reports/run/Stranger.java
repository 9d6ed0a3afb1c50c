package reports.run;

/**
 * Something of somebody else's that a learner was shown: a line of {@code strangers.jsonl}.
 *
 * @param schema {@link RunFolder#SCHEMA}
 * @param t epoch milliseconds when the answer had come
 * @param kind what kind of request it was
 * @param path what was asked for
 * @param user whose session it was
 * @param shown whose page or data the answer was
 */
public record Stranger(int schema, long t, String kind, String path, long user, long shown) {}
