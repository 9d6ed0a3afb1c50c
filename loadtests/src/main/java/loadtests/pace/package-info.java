/** When things happen in a run: the timeline, the pool of sessions, the live view of a level. */
@NullMarked
package loadtests.pace;

import org.jspecify.annotations.NullMarked;
