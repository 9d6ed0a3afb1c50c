/** Who takes a course: enrolment by the teacher, one by one or by a file. */
@NullMarked
package lms.roster;

import org.jspecify.annotations.NullMarked;
