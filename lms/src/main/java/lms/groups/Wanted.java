package lms.groups;

import lms.platform.Exchange;
import lms.platform.Transaction;

/**
 * Which learners of a course a list is to show.
 *
 * @param group members of this group only; 0 for everybody
 * @param search whose name or address has this somewhere; the empty text for everybody
 */
public record Wanted(long group, String search) {
  /** Characters of the longest search. */
  public static final int SEARCH_MAX = 100;

  /** What a request asks for by {@code group} and {@code q}. */
  public static Wanted of(Exchange exchange) {
    return new Wanted(exchange.queryNumber("group", 0), exchange.queryText("q", SEARCH_MAX));
  }

  /** What {@code LIKE} finds in their names and addresses. */
  public String pattern() {
    return Transaction.containing(search);
  }
}
