/** Benchmarks of reading logs. */
@NullMarked
package reports.log;

import org.jspecify.annotations.NullMarked;
