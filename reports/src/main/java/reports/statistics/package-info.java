/**
 * Statistics: exact percentiles, confidence bounds, and what a bound says about a limit. Depends on
 * nothing but the JDK and Hipparchus.
 */
@NullMarked
package reports.statistics;

import org.jspecify.annotations.NullMarked;
