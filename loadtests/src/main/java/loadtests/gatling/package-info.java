/** What the project has to know of the load engine: how it is started, and the log it writes. */
@NullMarked
package loadtests.gatling;

import org.jspecify.annotations.NullMarked;
