/** Quizzes: starting an attempt, saving answers, submission, grading and review. */
@NullMarked
package lms.quizzes;

import org.jspecify.annotations.NullMarked;
