/** A real database, a real Redis and the platform on them, for tests. */
@NullMarked
package lms.testing;

import org.jspecify.annotations.NullMarked;
