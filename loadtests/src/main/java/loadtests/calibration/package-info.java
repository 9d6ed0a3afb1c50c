/**
 * Measuring things whose true answer is known, to judge the harness; and any consenting HTTP server
 * by the same means.
 */
@NullMarked
package loadtests.calibration;

import org.jspecify.annotations.NullMarked;
