/** What is due when: a month as a page, and all of it for a program that keeps calendars. */
@NullMarked
package lms.calendar;

import org.jspecify.annotations.NullMarked;
