/** Polls: a question to a course, one vote each until it is closed, and the results. */
@NullMarked
package lms.polls;

import org.jspecify.annotations.NullMarked;
