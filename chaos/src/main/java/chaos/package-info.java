/** Faults, and experiments that join one with load and verdicts. */
@NullMarked
package chaos;

import org.jspecify.annotations.NullMarked;
