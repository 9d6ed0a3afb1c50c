package lms.notifications;

import java.util.List;

/**
 * A learner's newest notifications, the newest first.
 *
 * @param unread of all, not only of those shown
 */
public record Inbox(long userId, long unread, List<Notification> items) {
  /** Copies its list. */
  public Inbox {
    items = List.copyOf(items);
  }
}
