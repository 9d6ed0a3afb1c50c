/**
 * How capacity grows with resources: a search for the highest level that holds, models of growth,
 * and how far they may be trusted. Depends on nothing but the JDK and Hipparchus.
 */
@NullMarked
package reports.capacity;

import org.jspecify.annotations.NullMarked;
