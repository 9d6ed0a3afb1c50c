package reports.claims;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All claims, in the order of their file. Immutable. */
public record Claims(List<Claim> all) {
  /** Copies its list. */
  public Claims {
    all = List.copyOf(all);
  }

  /**
   * Reads a claims file.
   *
   * @throws InvalidClaims naming every mistake with its line
   */
  public static Claims read(Path file) {
    try {
      return parse(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new InvalidClaims(List.of(file + " cannot be read: " + e.getMessage()));
    }
  }

  /** Reads the text of a claims file that is called {@code name} in messages. */
  public static Claims parse(String name, String text) {
    return new Claims(ClaimsReader.read(name, text));
  }

  /** The claim with this id. */
  public Optional<Claim> find(String id) {
    return all.stream().filter(claim -> claim.id().equals(id)).findFirst();
  }
}
