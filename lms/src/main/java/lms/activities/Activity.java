package lms.activities;

/**
 * Something to do in a course, as its outline shows it.
 *
 * @param kind such as quiz or poll
 * @param path where it is done
 */
public record Activity(String kind, long id, String title, String path) {}
