package lms.notifications;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A learner's notifications, the newest first.
 *
 * @param unread of all, not only of those shown
 * @param next the one behind which it goes on, or null at the end
 */
public record Inbox(long userId, long unread, List<Notification> items, @Nullable Long next) {
  /** Copies its list. */
  public Inbox {
    items = List.copyOf(items);
  }
}
