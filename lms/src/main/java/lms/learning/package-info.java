/** What a learner is at: courses taken, how far, and where to go on. */
@NullMarked
package lms.learning;

import org.jspecify.annotations.NullMarked;
