package reports.run;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run: a line of {@code events.jsonl}.
 *
 * @param schema {@link RunFolder#SCHEMA}
 * @param t epoch milliseconds
 * @param kind phase, fault, scaling, pod, rollout or note
 * @param name what it happened to
 * @param detail a sentence, or null
 */
public record Event(int schema, long t, String kind, String name, @Nullable String detail) {}
