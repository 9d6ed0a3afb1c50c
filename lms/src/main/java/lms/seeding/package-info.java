/**
 * Fills an empty database with the same learning platform each time: people, courses, work done.
 */
@NullMarked
package lms.seeding;

import org.jspecify.annotations.NullMarked;
