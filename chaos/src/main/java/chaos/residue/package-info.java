/** What faults leave behind, looked for on the machine itself and not in our own records. */
@NullMarked
package chaos.residue;

import org.jspecify.annotations.NullMarked;
