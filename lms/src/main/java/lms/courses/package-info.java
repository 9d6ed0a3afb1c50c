/** The catalogue, course pages and enrolment. */
@NullMarked
package lms.courses;

import org.jspecify.annotations.NullMarked;
