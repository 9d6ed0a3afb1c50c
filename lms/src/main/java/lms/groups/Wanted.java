package lms.groups;

import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Parameter;
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

  /** A route of the API that does what {@code summary} says, for those whom a request asks for. */
  public static Described described(String summary) {
    return Described.as(summary)
        .query("group", Parameter.number(0, Long.MAX_VALUE), "only of the members of this group")
        .query("q", Parameter.text(0, SEARCH_MAX), "only of whose name or address has this");
  }

  /** What a request asks for by {@code group} and {@code q}. */
  public static Wanted of(Exchange exchange) {
    return new Wanted(exchange.queryNumber("group", 0), exchange.queryText("q", SEARCH_MAX));
  }

  /** What {@code LIKE} finds in their names and addresses. */
  public String pattern() {
    return Transaction.containing(search);
  }
}
