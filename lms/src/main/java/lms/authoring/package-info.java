/** Authoring: courses with their sections and lessons, from the first draft to publication. */
@NullMarked
package lms.authoring;

import org.jspecify.annotations.NullMarked;
