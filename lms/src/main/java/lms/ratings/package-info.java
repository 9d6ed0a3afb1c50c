/** Ratings: what learners think of a course, one opinion each. */
@NullMarked
package lms.ratings;

import org.jspecify.annotations.NullMarked;
