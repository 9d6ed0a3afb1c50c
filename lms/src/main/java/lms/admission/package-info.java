/** Admission control: how many exams begin a second, and the queue of who waits for a place. */
@NullMarked
package lms.admission;

import org.jspecify.annotations.NullMarked;
