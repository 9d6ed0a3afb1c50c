package lms.accounts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import lms.platform.Tokens;

/**
 * Devices from which somebody has signed in to an account before. Each keeps a cookie that only who
 * knew the password was given: a random name, signed. Thread-safe.
 *
 * <p>Nothing is stored: the key of the signature is the account's password hash, which no visitor
 * knows and which is another one with each new password. The cookie signs nobody in. It only lets
 * its device try when others try too often.
 */
final class Devices {
  /** The name of the cookie. */
  static final String COOKIE = "lms_device";

  private static final int NAME_BYTES = 12;
  private static final int COOKIE_LENGTH_MAX = 100;

  /** The cookie of a device that has just signed in. */
  String cookie(long userId, String hash) {
    String name = Tokens.of(NAME_BYTES);
    return name + '.' + signature(name, userId, hash);
  }

  /** The name of the device that a cookie is of; empty where this account does not know it. */
  Optional<String> known(String cookie, long userId, String hash) {
    int dot = cookie.indexOf('.');
    if (dot <= 0 || cookie.length() > COOKIE_LENGTH_MAX) {
      return Optional.empty();
    }
    String name = cookie.substring(0, dot);
    byte[] sent = cookie.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
    byte[] right = signature(name, userId, hash).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(sent, right) ? Optional.of(name) : Optional.empty();
  }

  private static String signature(String name, long userId, String hash) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(hash.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] signed =
          mac.doFinal(("device:" + userId + ':' + name).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC", e);
    }
  }
}
