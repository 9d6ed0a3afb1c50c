/** The editions of a course's content, and who may make the next one. */
@NullMarked
package lms.content;

import org.jspecify.annotations.NullMarked;
