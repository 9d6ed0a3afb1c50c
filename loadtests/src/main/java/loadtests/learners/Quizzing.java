package loadtests.learners;

import com.fasterxml.jackson.databind.JsonNode;
import loadtests.plan.Kind;

/** Starting a quiz, saving its answers, handing it in. */
final class Quizzing {
  private Quizzing() {}

  /** A new attempt; the platform resumes the open one where there is one. */
  static Step start(Learner learner) {
    return start(learner, quiz(learner));
  }

  static Step start(Learner learner, SeedData.Quiz quiz) {
    String key = learner.nextKey();
    return new Step(
        Kind.QUIZ_START,
        "/api/quizzes/" + quiz.id() + "/attempts",
        "{}",
        key,
        new Write("attempt", key, learner.id(), "quiz:" + quiz.id(), null, null),
        Meaning.json(json -> started(learner, quiz, json)));
  }

  private static String started(Learner learner, SeedData.Quiz quiz, JsonNode json) {
    if (!Meaning.is(json, "quizId", quiz.id())) {
      return "another quizId";
    }
    if (!json.path("attemptId").isIntegralNumber()) {
      return "no attemptId";
    }
    var attempt = Attempt.from(json);
    if (attempt.questions().isEmpty()) {
      return "no questions";
    }
    learner.attempt = attempt;
    return Step.AS_EXPECTED;
  }

  private static SeedData.Quiz quiz(Learner learner) {
    var quizzes =
        learner.enrolled.stream().flatMap(id -> learner.data.openQuiz(id).stream()).toList();
    return quizzes.get(learner.random.nextInt(quizzes.size()));
  }

  static Step answer(Learner learner, Attempt attempt) {
    var question = attempt.questions().get(learner.random.nextInt(attempt.questions().size()));
    long sequence = learner.nextSequence(attempt);
    String value = question.value(learner.random, learner.unique, sequence);
    String object = "attempt:" + attempt.id() + "/question:" + question.id();
    var write = new Write("answer", object + "/" + sequence, learner.id(), object, sequence, value);
    return new Step(
        Kind.QUIZ_ANSWER,
        "/api/attempts/" + attempt.id() + "/answers/" + question.id(),
        "{\"sequence\":%d,\"value\":%s}".formatted(sequence, Meaning.quoted(value)),
        null,
        write,
        Meaning.json(
            json -> {
              if (!Meaning.is(json, "questionId", question.id())) {
                return "another questionId";
              }
              if (!Meaning.is(json, "sequence", sequence)) {
                return "another sequence";
              }
              return Meaning.is(json, "value", value) ? Step.AS_EXPECTED : "another value";
            }));
  }

  static Step submission(Learner learner, Attempt attempt) {
    String key = learner.nextKey();
    return new Step(
        Kind.QUIZ_SUBMISSION,
        "/api/attempts/" + attempt.id() + "/submission",
        "{}",
        key,
        new Write("submission", key, learner.id(), "attempt:" + attempt.id(), null, null),
        Meaning.json(
            json -> {
              if (!Meaning.is(json, "attemptId", attempt.id())) {
                return "another attemptId";
              }
              learner.attempt = null;
              return json.path("score").isNumber() ? Step.AS_EXPECTED : "no score";
            }));
  }
}
