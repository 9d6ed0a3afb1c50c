/** A person's own account: name, password, language, all data to take away, and its erasure. */
@NullMarked
package lms.profile;

import org.jspecify.annotations.NullMarked;
