/** Benchmarks of the report page. */
@NullMarked
package reports.page;

import org.jspecify.annotations.NullMarked;
