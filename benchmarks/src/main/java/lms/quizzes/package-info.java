/** Benchmarks of grading. */
@NullMarked
package lms.quizzes;

import org.jspecify.annotations.NullMarked;
