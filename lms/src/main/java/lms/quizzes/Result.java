package lms.quizzes;

import org.jspecify.annotations.Nullable;

/**
 * What a closed attempt came to.
 *
 * @param score of all answers but the pending ones; null where the attempt does not count
 * @param pending answers that wait for a teacher's marks
 */
record Result(@Nullable Double score, double maxScore, Attempt.Ending ending, int pending) {}
