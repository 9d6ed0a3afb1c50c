package lms.accounts;

import java.time.Clock;
import java.util.List;
import lms.platform.Answer;
import lms.platform.Authenticator;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.Problem;
import lms.platform.Transaction;
import lms.platform.Words;

/** What other features may do with somebody's account. Thread-safe. */
public final class Accounts {
  static final int PASSWORD_MIN = 10;
  static final int PASSWORD_MAX = 200;

  /** Characters of the longest name. */
  public static final int NAME_MAX = 120;

  private final Database database;
  private final Sessions sessions;
  private final AccountLimit ownPasswords;
  private final Passwords passwords;
  private final String cookieEnd;

  Accounts(
      Database database,
      Cache cache,
      Clock clock,
      Sessions sessions,
      Passwords passwords,
      String cookieEnd) {
    this.database = database;
    this.sessions = sessions;
    this.ownPasswords = AccountLimit.ofOwnPassword(cache, clock);
    this.passwords = passwords;
    this.cookieEnd = cookieEnd;
  }

  private record Known(String email, String hash) {}

  /**
   * Refuses whoever does not know the account's password, with 422, and whoever guesses for long,
   * with 429.
   */
  public void demandPassword(long userId, String password) {
    Known known =
        database
            .reading(
                statements ->
                    statements.first(
                        "SELECT email, password_hash FROM users WHERE id = ?",
                        row -> new Known(row.text("email"), row.text("password_hash")),
                        userId))
            .orElseThrow(() -> new IllegalStateException("there is no person " + userId));
    var _ = ownPasswords.demand(known.email());
    boolean set = !known.hash().equals(AccountRoutes.UNSET);
    if (!set || !passwords.matches(password, known.hash())) {
      throw Problem.wrong("wrong-password", Words.of("accounts.wrong-own-password"));
    }
  }

  /** The hash of a new password; one that is too short or too long is refused with 422. */
  public String hash(String password) {
    if (password.length() < PASSWORD_MIN || password.length() > PASSWORD_MAX) {
      throw Problem.wrong(
          "bad-password", Words.of("accounts.password-length", PASSWORD_MIN, PASSWORD_MAX));
    }
    return passwords.hash(password);
  }

  /**
   * Sets a password; links to choose another are worth nothing any more, and sessions end.
   *
   * @param hash of {@link #hash}
   * @param keptToken of the session that goes on, or the empty text to end all
   */
  public void setPassword(Transaction transaction, long userId, String hash, String keptToken) {
    transaction.run("UPDATE users SET password_hash = ? WHERE id = ?", hash, userId);
    transaction.run("DELETE FROM password_resets WHERE user_id = ?", userId);
    endSessions(transaction, userId, keptToken);
  }

  /** The hash of no password that is known. */
  public String lockedHash() {
    return Passwords.NOBODY;
  }

  /** A name without what stands around it; one that is empty or too long is refused with 422. */
  public static String name(String typed) {
    String name = typed.strip();
    if (name.isEmpty() || name.length() > NAME_MAX) {
      throw Problem.wrong("bad-name", Words.of("accounts.name-length"));
    }
    return name;
  }

  /**
   * Ends all sessions of a person but one, in the transaction of what makes it necessary.
   *
   * @param keptToken of the session that goes on, or the empty text to end all
   */
  public void endSessions(Transaction transaction, long userId, String keptToken) {
    List<String> ended = sessions.end(transaction, userId, keptToken);
    transaction.afterCommit(() -> sessions.forget(ended));
  }

  /** The same answer to a browser that forgets its session. */
  public Answer withoutSession(Answer answer) {
    return answer.with("Set-Cookie", Authenticator.COOKIE + "=; Max-Age=0" + cookieEnd);
  }

  /** Shows a person's name and choices anew in each of the person's sessions. */
  public void changed(long userId) {
    sessions.changed(userId);
  }
}
