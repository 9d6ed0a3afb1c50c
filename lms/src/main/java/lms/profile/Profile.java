package lms.profile;

/**
 * What a person may change.
 *
 * @param emailConfirmed whether it is known that the address is the person's own
 * @param language the tag of the language of the pages, or empty for the browser's
 * @param timeZone such as {@code Europe/Madrid}, or empty for UTC
 */
public record Profile(
    long userId,
    String name,
    String email,
    boolean emailConfirmed,
    String role,
    String language,
    String timeZone) {}
