package chaos.invariants;

/** Nobody sees somebody else's page. */
final class SessionsApart implements Rule {
  @Override
  public String name() {
    return "sessions-apart";
  }

  @Override
  public String says() {
    return "No session shows a page of somebody else.";
  }

  @Override
  public void check(Ground ground, Tally tally) {
    for (Operation operation : ground.history()) {
      Long shown = operation.shownTo();
      if (operation.kind().equals(Operation.LOOK) && operation.enrolled() != null) {
        tally.checked(1);
        if (shown == null || shown != operation.user()) {
          tally.wrong(
              operation.about(),
              "a session of user %d was shown the page of %s"
                  .formatted(operation.user(), shown == null ? "nobody" : "user " + shown),
              ground.history().stream()
                  .filter(other -> other.client() == operation.client())
                  .filter(other -> Math.abs(other.begin() - operation.begin()) < 5_000_000)
                  .map(Operation::text)
                  .toList());
        }
      }
    }
  }
}
