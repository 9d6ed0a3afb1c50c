/** The gradebook of a course: weights, grades by hand, and the final grade. */
@NullMarked
package lms.gradebook;

import org.jspecify.annotations.NullMarked;
