package reports.page;

/**
 * A piece of a section: a chart, a table, a list of facts, proofs, histories, a note, or commands.
 */
sealed interface Block permits Chart, Table, Facts, Proofs, Histories, Note, Commands {}
