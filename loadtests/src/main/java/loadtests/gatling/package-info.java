/** What the run has to know of the load engine that this process is. */
@NullMarked
package loadtests.gatling;

import org.jspecify.annotations.NullMarked;
