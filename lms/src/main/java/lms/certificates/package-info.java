/** Certificates: when a course is completed, and what proves it to anybody. */
@NullMarked
package lms.certificates;

import org.jspecify.annotations.NullMarked;
