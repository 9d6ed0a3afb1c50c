/** What must be true of the platform's data, whatever was broken. */
@NullMarked
package chaos.invariants;

import org.jspecify.annotations.NullMarked;
