/** What a run is going to do, as values: mix, schedule, phases. Pure, so that it can be tested. */
@NullMarked
package loadtests.plan;

import org.jspecify.annotations.NullMarked;
