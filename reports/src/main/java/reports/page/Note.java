package reports.page;

/** A sentence that must not be overlooked, such as that evidence is missing. */
record Note(String text) implements Block {}
