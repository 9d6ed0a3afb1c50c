/** What a teacher tells everybody in a course. */
@NullMarked
package lms.announcements;

import org.jspecify.annotations.NullMarked;
