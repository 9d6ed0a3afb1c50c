package lms.quizzes;

/** Points that a teacher gave for one answer, and what was said to it. */
record Mark(double points, String comment) {
  /** What they count: never more than the question is worth by now. */
  double of(Question question) {
    return Math.min(points, question.points());
  }
}
