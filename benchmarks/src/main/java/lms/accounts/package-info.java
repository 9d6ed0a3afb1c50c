/** Benchmarks of sessions and password hashing. */
@NullMarked
package lms.accounts;

import org.jspecify.annotations.NullMarked;
