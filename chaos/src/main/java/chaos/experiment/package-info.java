/** Experiments: what is broken when under which load, and what comes of it as evidence. */
@NullMarked
package chaos.experiment;

import org.jspecify.annotations.NullMarked;
