package chaos.invariants;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What two sessions of one learner hear of one enrolment fits one order of events. */
final class EnrolmentsLinearizable implements Rule {
  private final int statesMax;

  /** One that gives up after so many states of one enrolment. */
  EnrolmentsLinearizable(int statesMax) {
    this.statesMax = statesMax;
  }

  @Override
  public String name() {
    return "enrolments-linearizable";
  }

  @Override
  public String says() {
    return "What both sessions of a learner hear of an enrolment fits one order of events.";
  }

  @Override
  public void check(Ground ground, Tally tally) {
    Map<String, List<Operation>> byEnrolment =
        ground.history().stream()
            .filter(operation -> !operation.kind().equals(Operation.READ))
            .collect(
                Collectors.groupingBy(Operation::about, LinkedHashMap::new, Collectors.toList()));
    byEnrolment.forEach(
        (about, operations) -> {
          tally.checked(1);
          switch (Linearizability.check(operations, statesMax)) {
            case LINEARIZABLE -> {}
            case NOT_LINEARIZABLE ->
                tally.wrong(
                    about,
                    "no order of these operations explains what was heard",
                    operations.stream().map(Operation::text).toList());
            case UNKNOWN -> tally.unknown("the search about %s took too long".formatted(about));
          }
        });
  }
}
