package lms.platform;

import java.util.List;

/**
 * Something to say, in no language yet: the key of a message and what goes into it. See {@link
 * Text#of(String, Object...)}.
 */
public record Words(String key, List<Object> arguments) {
  /** Copies its list. */
  public Words {
    arguments = List.copyOf(arguments);
  }

  /** The message {@code key} with these arguments. */
  public static Words of(String key, Object... arguments) {
    return new Words(key, List.of(arguments));
  }
}
