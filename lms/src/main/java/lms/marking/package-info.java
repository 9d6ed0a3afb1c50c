/** Marking by hand, and regrading after a question was corrected. */
@NullMarked
package lms.marking;

import org.jspecify.annotations.NullMarked;
