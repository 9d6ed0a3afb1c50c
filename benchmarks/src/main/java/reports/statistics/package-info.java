/** Benchmarks of percentiles and bounds. */
@NullMarked
package reports.statistics;

import org.jspecify.annotations.NullMarked;
