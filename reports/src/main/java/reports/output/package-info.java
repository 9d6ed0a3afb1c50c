/** What a judgement looks like on a terminal, to a machine, and to a build server. */
@NullMarked
package reports.output;

import org.jspecify.annotations.NullMarked;
