/**
 * One load from several processes: what an injector is told, how it and the coordinator talk, and
 * what becomes of each. An injector knows its own share and nothing of who else runs.
 */
@NullMarked
package loadtests.injectors;

import org.jspecify.annotations.NullMarked;
