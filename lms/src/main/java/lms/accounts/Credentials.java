package lms.accounts;

/**
 * An account and what proves that somebody owns it.
 *
 * @param role the word in the database
 * @param hash of the password
 */
record Credentials(long userId, String name, String role, String hash) {}
