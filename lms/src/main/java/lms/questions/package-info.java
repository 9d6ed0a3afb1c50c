/**
 * Quizzes as their authors write them: rules, questions, the question bank of a course, and what a
 * quiz draws from it.
 */
@NullMarked
package lms.questions;

import org.jspecify.annotations.NullMarked;
