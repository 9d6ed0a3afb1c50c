package lms.questions;

/** A category of the bank and how many questions it has. */
public record Category(long id, String name, long questions) {}
