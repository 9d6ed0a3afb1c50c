/** The launcher's commands: one class for each line of the menu. */
@NullMarked
package loadtests.commands;

import org.jspecify.annotations.NullMarked;
