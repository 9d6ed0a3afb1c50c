package lms.quizzes;

/**
 * What a learner answered to one question.
 *
 * @param sequence the client's number of this save, rising with each; at least 1
 */
record SavedAnswer(long questionId, long sequence, String value) {}
