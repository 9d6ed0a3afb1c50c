/** Groups of learners in a course. */
@NullMarked
package lms.groups;

import org.jspecify.annotations.NullMarked;
