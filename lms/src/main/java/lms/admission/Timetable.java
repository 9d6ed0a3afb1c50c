package lms.admission;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One pod's own timetable, for the time without Redis: the same rule as there. All times are
 * microseconds since 1970. Thread-safe.
 */
final class Timetable {
  private static final int TICKETS_MAX = 50_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final long interval;
  private final long ahead;
  private final Map<String, Long> tickets =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > TICKETS_MAX;
        }
      };

  /** When the bucket is full again; the next free instant lies {@link #ahead} before it. */
  private long full;

  /** An empty one: {@code burst} go in at once, then one each {@code interval}. */
  Timetable(long interval, int burst) {
    this.interval = interval;
    this.ahead = interval * (burst - 1);
  }

  /** The instant of a ticket, taken now where it has none; in the past for who need not wait. */
  long reserve(String ticket, long now) {
    lock.lock();
    try {
      Long held = tickets.get(ticket);
      if (held != null && held + keptMicros() > now) {
        return held;
      }
      long from = Math.max(full, now);
      full = from + interval;
      long at = from - ahead;
      if (at > now) {
        tickets.put(ticket, at);
      }
      return at;
    } finally {
      lock.unlock();
    }
  }

  /** Keeps an instant that was given elsewhere. */
  void remember(String ticket, long at) {
    lock.lock();
    try {
      tickets.put(ticket, at);
    } finally {
      lock.unlock();
    }
  }

  OptionalLong reserved(String ticket, long now) {
    lock.lock();
    try {
      Long held = tickets.get(ticket);
      return held == null || held + keptMicros() <= now
          ? OptionalLong.empty()
          : OptionalLong.of(held);
    } finally {
      lock.unlock();
    }
  }

  private static long keptMicros() {
    return Admission.KEPT.toMillis() * 1_000;
  }
}
