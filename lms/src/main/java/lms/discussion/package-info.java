/** What learners and teachers say to each other under a lesson: threads and their replies. */
@NullMarked
package lms.discussion;

import org.jspecify.annotations.NullMarked;
