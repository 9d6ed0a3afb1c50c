package lms.platform;

/**
 * A problem as RFC 9457 writes it.
 *
 * @param type a reference that names the kind of problem, for programs
 * @param title the status in words
 * @param detail what would be right, for people
 */
public record ProblemDetails(String type, String title, int status, String detail) {
  /** The media type of its JSON. */
  public static final String MEDIA_TYPE = "application/problem+json";
}
