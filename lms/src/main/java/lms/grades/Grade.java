package lms.grades;

import org.jspecify.annotations.Nullable;

/**
 * What a learner has reached in one quiz of one course.
 *
 * @param quizId null where the course has no quiz, as are the fields about it
 * @param best the best score of all submitted attempts, or null before the first
 * @param certificate the code of the course's certificate, or null before it is earned
 */
public record Grade(
    long courseId,
    String courseTitle,
    @Nullable Long quizId,
    @Nullable String quizTitle,
    long attempts,
    @Nullable Double best,
    @Nullable Double maxScore,
    boolean passed,
    @Nullable String certificate) {}
