/** The commands of {@code ./headroom chaos}. */
@NullMarked
package chaos.commands;

import org.jspecify.annotations.NullMarked;
