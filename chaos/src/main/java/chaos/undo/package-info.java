/** What puts things right again, whoever does it: the journal, and those who read it. */
@NullMarked
package chaos.undo;

import org.jspecify.annotations.NullMarked;
