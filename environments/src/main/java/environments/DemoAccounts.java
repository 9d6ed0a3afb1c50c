package environments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** The accounts of a seed.json that people use to look around: one of each role. */
public final class DemoAccounts {

  private static final List<String> EMAILS =
      List.of("learner@example.test", "teacher@example.test", "admin@example.test");

  private DemoAccounts() {}

  /** A demo account with its password, which is meant to be shown. */
  public record Account(String role, String email, String password) {}

  /**
   * Reads the demo accounts of a seed.json, in the order learner, teacher, administrator.
   *
   * @throws UncheckedIOException where the file can't be read
   */
  public static List<Account> read(Path seedFile) {
    try {
      JsonNode seed = new ObjectMapper().readTree(seedFile.toFile());
      return EMAILS.stream().flatMap(email -> account(seed, email).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the accounts of " + seedFile, e);
    }
  }

  private static List<Account> account(JsonNode seed, String email) {
    return StreamSupport.stream(seed.path("accounts").spliterator(), false)
        .filter(account -> account.path("email").asText().equals(email))
        .map(account -> account.path("role").asText())
        .map(role -> new Account(role, email, seed.path("password").asText()))
        .limit(1)
        .toList();
  }
}
