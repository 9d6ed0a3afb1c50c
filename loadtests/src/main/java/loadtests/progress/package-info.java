/** What a run shows on the terminal while it goes on. It says nothing that a verdict rests on. */
@NullMarked
package loadtests.progress;

import org.jspecify.annotations.NullMarked;
