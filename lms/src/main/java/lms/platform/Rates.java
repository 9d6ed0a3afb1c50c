package lms.platform;

/**
 * How many requests a minute one process takes.
 *
 * @param account of one person who is signed in, at least 1
 * @param address of all at one address who are not, at least 1
 * @param proxies how many proxies before the platform say where a request comes from, at least 0;
 *     with none it is the peer, and X-Forwarded-For means nothing
 */
public record Rates(int account, int address, int proxies) {}
