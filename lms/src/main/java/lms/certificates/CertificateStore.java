package lms.certificates;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import lms.platform.Transaction;

/** The rows of certificates. Thread-safe. */
final class CertificateStore {
  /** Crockford's base 32: nothing that looks like something else when read out. */
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /** 120 random bits: nobody finds a certificate by trying. */
  private static final int CODE_LENGTH = 24;

  private static final String INSERT =
      "INSERT INTO certificates (code, user_id, course_id, issued_at) VALUES (?, ?, ?, ?)";

  private static final String FIND =
      """
      SELECT t.code, u.name, c.title, t.issued_at
      FROM certificates t JOIN users u ON u.id = t.user_id JOIN courses c ON c.id = t.course_id
      WHERE t.code = ?
      """;

  private final SecureRandom random = new SecureRandom();

  /** Issues a certificate and answers its code. */
  String insert(Transaction transaction, long userId, long courseId, Instant issuedAt) {
    String code = newCode();
    transaction.run(INSERT, code, userId, courseId, issuedAt);
    return code;
  }

  Optional<Certificate> find(Transaction transaction, String code) {
    return transaction.first(
        FIND,
        row ->
            new Certificate(
                row.text("code"), row.text("name"), row.text("title"), row.instant("issued_at")),
        code);
  }

  private String newCode() {
    var code = new StringBuilder(CODE_LENGTH);
    for (int i = 0; i < CODE_LENGTH; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }
}
