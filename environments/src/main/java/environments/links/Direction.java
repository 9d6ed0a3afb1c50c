package environments.links;

import java.util.Arrays;
import java.util.Locale;

/** Which way bytes go. */
enum Direction {
  /** From the client to the server. */
  UPSTREAM,
  /** From the server to the client. */
  DOWNSTREAM;

  /** Reads its word in JSON. */
  static Direction of(String word) throws ApiProblem {
    return Arrays.stream(values())
        .filter(direction -> direction.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new ApiProblem(
                    400, "stream was invalid, can be either upstream or downstream: " + word));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
