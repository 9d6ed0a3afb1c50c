/** Benchmarks of courses as JSON and as pages. */
@NullMarked
package lms.courses;

import org.jspecify.annotations.NullMarked;
