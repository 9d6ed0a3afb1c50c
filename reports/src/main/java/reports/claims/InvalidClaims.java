package reports.claims;

import java.util.List;

/** A claims file that is wrong: each problem names file, line, key and what would be right. */
public final class InvalidClaims extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  InvalidClaims(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** A sentence for each mistake, in the order of the file. */
  public List<String> problems() {
    return problems;
  }
}
