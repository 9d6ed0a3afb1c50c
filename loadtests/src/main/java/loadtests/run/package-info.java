/** One run from its settings to its end: everything around the load itself. */
@NullMarked
package loadtests.run;

import org.jspecify.annotations.NullMarked;
