package lms.platform;

/** Renders problems for people, as UTF-8 bytes. */
public interface ProblemPages {
  /** Says what is wrong. */
  byte[] problem(Exchange exchange, int status, String detail);

  /** Has somebody sign in whose session had ended when a form was sent, and keeps the form. */
  byte[] signIn(Exchange exchange, UnsentForm unsent);
}
