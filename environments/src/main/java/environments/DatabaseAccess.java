package environments;

/** The address and credentials of the platform's database. */
public record DatabaseAccess(String jdbcUrl, String user, String password) {

  /** Everything but the password, so that no log gets it. */
  @Override
  public String toString() {
    return "DatabaseAccess[" + user + " at " + jdbcUrl + "]";
  }
}
