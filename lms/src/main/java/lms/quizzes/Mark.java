package lms.quizzes;

/** Points that a teacher gave for one answer, and what was said to it. */
record Mark(double points, String comment) {}
