/** Requests beside the load that are never tried twice, for what must not fail even once. */
@NullMarked
package loadtests.probe;

import org.jspecify.annotations.NullMarked;
