package reports.page;

/** A piece of a section: a chart, a table, a list of facts, a note, or commands. */
sealed interface Block permits Chart, Table, Facts, Note, Commands {}
