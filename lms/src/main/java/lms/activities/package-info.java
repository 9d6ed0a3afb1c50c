/** Activities: what learners do in a course beside its lessons, whatever kinds there are. */
@NullMarked
package lms.activities;

import org.jspecify.annotations.NullMarked;
