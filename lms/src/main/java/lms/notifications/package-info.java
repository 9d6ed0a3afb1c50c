/** Notifications: what is new for whom, unread first noticed by its count. */
@NullMarked
package lms.notifications;

import org.jspecify.annotations.NullMarked;
