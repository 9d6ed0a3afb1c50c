/** Enrolments: the one place that says who takes a course. */
@NullMarked
package lms.enrolments;

import org.jspecify.annotations.NullMarked;
