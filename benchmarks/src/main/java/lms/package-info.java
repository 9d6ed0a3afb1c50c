/** Benchmarks of the whole platform. */
@NullMarked
package lms;

import org.jspecify.annotations.NullMarked;
