package lms.platform;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that is answered with an error status and a sentence that says what would be right. */
public final class Problem extends RuntimeException {
  static final int CONFLICT = 409;
  static final int TOO_MANY = 429;
  static final String TOO_LARGE = "too-large";
  static final String NOT_HTTP = "malformed-http";

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final transient @Nullable Words words;
  private long waitSeconds;

  private Problem(int status, String type, String detail, @Nullable Words words) {
    super(detail, null, false, false);
    this.status = status;
    this.type = type;
    this.words = words;
  }

  private Problem(int status, String type, String detail) {
    this(status, type, detail, null);
  }

  private Problem(int status, String type, Words words) {
    this(status, type, Text.ENGLISH.of(words), words);
  }

  /** 400: the request can't be understood. */
  public static Problem malformed(String detail) {
    return new Problem(400, "malformed", detail);
  }

  /** 400: the request can't be understood. */
  public static Problem malformed(Words detail) {
    return new Problem(400, "malformed", detail);
  }

  /** 401: nobody is signed in, or the password is wrong. */
  public static Problem notSignedIn(Words detail) {
    return new Problem(401, "not-signed-in", detail);
  }

  /** 403: this person may not. */
  public static Problem forbidden(Words detail) {
    return new Problem(403, "forbidden", detail);
  }

  /** 403: this person may not now; {@code type} names why. */
  public static Problem forbidden(String type, Words detail) {
    return new Problem(403, type, detail);
  }

  /** 404, where the address says already what is not there. */
  public static Problem nothingHere() {
    return notFound(Words.of("platform.nothing-here"));
  }

  /** 404: there is no such thing, or not for this person. */
  public static Problem notFound(Words detail) {
    return new Problem(404, "not-found", detail);
  }

  /** 409 as a version before kept it: in English only. */
  static Problem conflict(String type, String detail) {
    return new Problem(CONFLICT, type, detail);
  }

  /** 409: the state of things does not allow it; {@code type} names the state. */
  public static Problem conflict(String type, Words detail) {
    return new Problem(CONFLICT, type, detail);
  }

  /** 413: the body is larger than is taken. */
  static Problem tooLarge(int kibibytes) {
    return new Problem(413, TOO_LARGE, Words.of("platform.too-large", kibibytes));
  }

  /** What HTTP itself demands; after it the connection is of no use. */
  static Problem protocol(int status, Words detail) {
    return new Problem(status, NOT_HTTP, detail);
  }

  /** 422: understood, and wrong. */
  public static Problem wrong(String type, Words detail) {
    return new Problem(422, type, detail);
  }

  /** 429: too often; a minute later it is possible again. */
  public static Problem tooMany(Words detail) {
    return new Problem(TOO_MANY, "too-many-requests", detail);
  }

  /** 429: too often; it is possible again after {@code wait}. */
  public static Problem tooMany(Words detail, Duration wait) {
    Problem problem = new Problem(TOO_MANY, "too-many-requests", detail);
    problem.waitSeconds = Math.max(1, wait.toSeconds());
    return problem;
  }

  /** How long to wait where it is a matter of time; 0 where it is not known. */
  long waitSeconds() {
    return waitSeconds;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether part of the request was not read, so that no other can follow on the connection. */
  boolean closes() {
    return type.equals(TOO_LARGE) || type.equals(NOT_HTTP);
  }

  /** A word for programs. */
  public String type() {
    return type;
  }

  /** What it says in no language; null where there is English only. */
  @Nullable Words words() {
    return words;
  }

  /** A sentence in English, without its full stop. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** The same in the reader's language, where it was given as {@link Words}. */
  public String detail(Text text) {
    return words == null ? detail() : text.of(words);
  }
}
