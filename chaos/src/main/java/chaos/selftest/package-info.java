/** The undo tried for real: harnesses that are killed at every step, and what is left then. */
@NullMarked
package chaos.selftest;

import org.jspecify.annotations.NullMarked;
