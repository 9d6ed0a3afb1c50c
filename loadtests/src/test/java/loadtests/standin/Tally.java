package loadtests.standin;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import loadtests.learners.Learner;
import loadtests.learners.Step;
import loadtests.learners.Write;
import loadtests.pace.Observer;
import loadtests.plan.Kind;

/** Counts what it observes. */
final class Tally implements Observer {
  private final Queue<Long> lags = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final AtomicInteger activeMost = new AtomicInteger();

  /** Start lags in milliseconds, as they came. */
  Queue<Long> lags() {
    return lags;
  }

  /** Requests by kind, failures, writes by outcome. */
  Map<String, Integer> counts() {
    return counts;
  }

  @Override
  public void started(long plannedMillis, long actualMillis) {
    lags.add(actualMillis - plannedMillis);
  }

  @Override
  public void waitedForSession(long millis) {
    count("waited for session");
  }

  @Override
  public void firstResponse(long plannedMillis, long endMillis) {
    count("first response");
  }

  @Override
  public void requested(Kind kind) {
    count("requested");
  }

  @Override
  public void unanswered(Kind kind) {
    count("unanswered");
  }

  @Override
  public void responded(Kind kind, long beganMillis, long endMillis, boolean ok) {
    count(kind.title());
    if (!ok) {
      count("failed");
    }
  }

  @Override
  public void sent(Write write, long sentMillis) {
    count("sent");
  }

  @Override
  public void acknowledged(Write write, long endMillis, int status) {
    count("acknowledged");
  }

  @Override
  public void refused(Write write, long endMillis, int status) {
    count("refused");
  }

  @Override
  public void unknown(Write write, long endMillis, int status) {
    count("unknown");
  }

  @Override
  public void retried(Kind kind) {
    count("retried");
  }

  @Override
  public void sawStranger(Learner learner, Step step, long shown, long endMillis) {
    count("stranger");
  }

  @Override
  public void activeUsers(int count) {
    activeMost.accumulateAndGet(count, Math::max);
    counts.put("active most", activeMost.get());
    counts.put("active last", count);
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }
}
