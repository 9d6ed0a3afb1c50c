/** Lessons: reading, completion, and how far a video was watched. */
@NullMarked
package lms.lessons;

import org.jspecify.annotations.NullMarked;
