/** A learner's grades in all courses. */
@NullMarked
package lms.grades;

import org.jspecify.annotations.NullMarked;
