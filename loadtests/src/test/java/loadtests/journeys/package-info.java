/** What simulated people do, one journey a file. */
@NullMarked
package loadtests.journeys;

import org.jspecify.annotations.NullMarked;
