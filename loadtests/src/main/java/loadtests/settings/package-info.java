/** Settings of a run: declared once in one table, read from properties and flags, refused early. */
@NullMarked
package loadtests.settings;

import org.jspecify.annotations.NullMarked;
