/** What can be broken: each fault with injection, witness and undo. */
@NullMarked
package chaos.faults;

import org.jspecify.annotations.NullMarked;
