package lms.questions;

/**
 * What a quiz draws of a category.
 *
 * @param number how many each attempt is asked
 * @param questions how many there are
 */
public record Draw(long categoryId, String name, int number, long questions) {}
