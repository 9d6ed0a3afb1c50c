package loadtests.calibration;

import org.jspecify.annotations.Nullable;

/**
 * One kind of request of a calibration. In address and expected text, {@code {i}} stands for the
 * number of the request, which no other request of the run has.
 *
 * @param name the kind, as logs and reports name it
 * @param share of all requests, above 0 up to 1
 * @param url where it goes
 * @param expect a text that the body of a right answer contains; null where any will do
 * @param write whether it saves an answer, which the ledger keeps and the audit looks up
 */
public record Target(
    String name, double share, String url, @Nullable String expect, boolean write) {
  private static final String NUMBER = "{i}";

  /** The address of the request with this number. */
  public String urlOf(long number) {
    return url.replace(NUMBER, Long.toString(number));
  }

  /** What the answer to it must contain; any text where nothing is expected. */
  public String expectOf(long number) {
    return expect == null ? "" : expect.replace(NUMBER, Long.toString(number));
  }
}
