package lms.accounts;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.Metrics;
import lms.platform.Problem;
import lms.platform.Words;

/**
 * Who knows the password of an account, and has not tried too often. Thread-safe.
 *
 * <p>Only wrong passwords count against an account. Those of devices that it knows count for each
 * device alone, so that whoever guesses from elsewhere does not keep its owner out.
 */
final class SignIns {
  private final Database database;
  private final Passwords passwords;
  private final Devices devices;
  private final AccountLimit wrongPasswords;
  private final AccountLimit signIns;
  private final Guesses guesses;
  private final Metrics metrics;

  SignIns(
      Database database,
      Cache cache,
      Passwords passwords,
      Devices devices,
      Clock clock,
      Metrics metrics) {
    this.database = database;
    this.passwords = passwords;
    this.devices = devices;
    this.wrongPasswords = AccountLimit.ofWrongPasswords(cache, clock);
    this.signIns = AccountLimit.ofSignIns(cache, clock);
    this.guesses = new Guesses(cache, clock, metrics);
    this.metrics = metrics;
  }

  /**
   * The account of somebody who signs in; 401 where the password is wrong, 429 after too many.
   *
   * @param address that the request comes from
   * @param cookie of the device, or anything else
   */
  Credentials verified(String typed, String password, String address, String cookie) {
    String email = normalised(typed);
    Optional<Credentials> known = find(email);
    String device =
        known
            .flatMap(account -> devices.known(cookie, account.userId(), account.hash()))
            .map(name -> "device-" + name)
            .orElse("");
    String from = device.isEmpty() ? address : device;
    guesses.demand(email, from);
    if (!right(password, known, device.isEmpty() ? email : device)) {
      guesses.wrong(email, from);
      metrics.count("lms_failed_login_attempts_total");
      throw Problem.notSignedIn(Words.of("accounts.wrong-password"));
    }
    var _ = signIns.demand(email);
    return known.orElseThrow();
  }

  /** Counted before it is known, or many would be tried at once; taken back unless it is wrong. */
  private boolean right(String password, Optional<Credentials> known, String counted) {
    AccountLimit.Counted attempt = wrongPasswords.demand(counted);
    boolean wrong = false;
    try {
      wrong =
          !known
              .map(account -> passwords.matches(password, account.hash()))
              .orElseGet(() -> passwords.matchesNobody(password));
      return !wrong;
    } finally {
      if (!wrong) {
        wrongPasswords.takeBack(attempt);
      }
    }
  }

  private Optional<Credentials> find(String email) {
    return database.reading(
        statements ->
            statements.first(
                "SELECT id, name, role, password_hash FROM users"
                    + " WHERE email = ? AND password_hash <> ?",
                row ->
                    new Credentials(
                        row.number("id"),
                        row.text("name"),
                        row.text("role"),
                        row.text("password_hash")),
                email,
                AccountRoutes.UNSET));
  }

  /** An address as accounts are found by it. */
  static String normalised(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }
}
