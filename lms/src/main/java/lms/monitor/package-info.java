/** The live exam monitor: who is in, and what an invigilator gives them. */
@NullMarked
package lms.monitor;

import org.jspecify.annotations.NullMarked;
