package lms.quizzes;

/**
 * A quiz without its questions, which stand in its revisions.
 *
 * @param revision of the questions that an attempt gets which begins now
 * @param draft learners do not see it
 */
record Quiz(long id, long courseId, int revision, boolean draft, QuizSettings settings) {
  String title() {
    return settings.title();
  }
}
