package lms.platform;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What somebody typed into a page's form whose session had ended when it was sent: it is handed
 * back with the page to sign in on, goes through that, and is sent again by whoever signed in.
 *
 * @param action the path that the form goes to
 * @param fields by name, without the ended session's token
 */
public record UnsentForm(String action, Map<String, String> fields) {
  /** The hidden field with the action while somebody signs in. */
  public static final String ACTION = "unsent-action";

  /** What the names of hidden fields begin with while somebody signs in. */
  public static final String PREFIX = "unsent.";

  /** A form. */
  public UnsentForm {
    fields = Map.copyOf(fields);
  }

  /**
   * The form of a request; none where nothing was typed, where a password was, which no page ever
   * shows, or where no page of this platform sent it.
   */
  static Optional<UnsentForm> of(Exchange exchange) {
    try {
      return exchange.isForm() && exchange.isOfOwnPage() ? typed(exchange) : Optional.empty();
    } catch (Problem e) {
      return Optional.empty(); // too large, or damaged: no page of ours sent that
    }
  }

  private static Optional<UnsentForm> typed(Exchange exchange) {
    Map<String, String> fields = new TreeMap<>(exchange.form());
    fields.remove(Forgery.TOKEN);
    boolean typed = fields.keySet().stream().anyMatch(name -> !name.equals("key"));
    return typed && !fields.containsKey("password")
        ? Optional.of(new UnsentForm(exchange.path(), fields))
        : Optional.empty();
  }

  /** The one that comes along with the form to sign in. */
  public static Optional<UnsentForm> carried(Exchange exchange) {
    String action = LocalPath.of(exchange.field(ACTION), "");
    Map<String, String> fields = new TreeMap<>();
    exchange
        .form()
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX)) {
                fields.put(name.substring(PREFIX.length()), value);
              }
            });
    return action.isEmpty() || fields.isEmpty()
        ? Optional.empty()
        : Optional.of(new UnsentForm(action, fields));
  }
}
