package loadtests.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A stand-in in trouble, the same for all calls of a sort: the first try of a completion has no
 * answer, and the second is right or, of lessons with odd ids, a conflict; the first save of an
 * answer has none either, and the second is a conflict; the first try of a position finds it busy;
 * submissions and notifications are broken for ever. It remembers when each call came.
 */
final class Troubled implements Mood {
  private final Map<Call, List<Long>> nanos = new ConcurrentHashMap<>();

  @Override
  public Reply of(Call call) {
    List<Long> tries = nanos.computeIfAbsent(call, _ -> new ArrayList<>());
    int sent;
    synchronized (tries) {
      tries.add(System.nanoTime());
      sent = tries.size();
    }
    boolean first = sent == 1;
    if (isCompletion(call)) {
      Reply second = isOdd(call) ? Reply.CONFLICT : Reply.RIGHT;
      return first ? Reply.NONE : second;
    }
    if (isAnswer(call)) {
      return first ? Reply.NONE : Reply.CONFLICT;
    }
    if (isPosition(call)) {
      return first ? Reply.BUSY : Reply.RIGHT;
    }
    return isSubmission(call) || call.path().equals("/api/notifications")
        ? Reply.BROKEN
        : Reply.RIGHT;
  }

  static boolean isCompletion(Call call) {
    return call.path().endsWith("/completion");
  }

  /** Whether it is about something with an odd id. */
  static boolean isOdd(Call call) {
    return call.path().matches(".*/\\d*[13579]/completion");
  }

  static boolean isAnswer(Call call) {
    return call.path().contains("/answers/");
  }

  static boolean isPosition(Call call) {
    return call.path().endsWith("/position");
  }

  static boolean isSubmission(Call call) {
    return call.path().endsWith("/submission");
  }

  /** All different calls, and when each of their tries came. */
  Stream<Map.Entry<Call, List<Long>>> calls() {
    return nanos.entrySet().stream();
  }
}
