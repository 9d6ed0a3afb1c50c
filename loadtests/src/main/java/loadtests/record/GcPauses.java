package loadtests.record;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * The pauses of this JVM's garbage collector. Concurrent cycles, which ZGC and Shenandoah report
 * beside their pauses, stop nobody and are left out. Thread-safe.
 */
final class GcPauses implements AutoCloseable {
  private final Tally millis = new Tally();
  private final NotificationListener listener = (notification, _) -> heard(notification);
  private final List<NotificationEmitter> collectors;

  GcPauses() {
    collectors =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(GcPauses::pauses)
            .filter(NotificationEmitter.class::isInstance)
            .map(NotificationEmitter.class::cast)
            .toList();
    collectors.forEach(collector -> collector.addNotificationListener(listener, null, null));
  }

  /** ZGC and Shenandoah have a bean for cycles and one for pauses; other beans know pauses only. */
  private static boolean pauses(GarbageCollectorMXBean collector) {
    return !collector.getName().toLowerCase(Locale.ROOT).contains("cycles");
  }

  private void heard(Notification notification) {
    if (notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      var data = (CompositeData) notification.getUserData();
      millis.add((double) GarbageCollectionNotificationInfo.from(data).getGcInfo().getDuration());
    }
  }

  /** Milliseconds of each pause since the last call. */
  List<Double> take() {
    return millis.take();
  }

  @Override
  public void close() {
    for (NotificationEmitter collector : collectors) {
      try {
        collector.removeNotificationListener(listener);
      } catch (ListenerNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
