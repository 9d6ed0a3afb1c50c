package lms.platform;

/** What a route does with a request. */
@FunctionalInterface
public interface Action {
  /** Answers, or throws {@link Problem} or {@link Unavailable}. */
  Answer apply(Exchange exchange);
}
