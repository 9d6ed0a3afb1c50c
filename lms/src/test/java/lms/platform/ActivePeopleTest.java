package lms.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ActivePeopleTest {
  private static final String LEARNERS =
      "lms_active_users_total{kind=\"learner\",subscription=\"none\",} ";

  private final AtomicLong nanos = new AtomicLong();
  private final Metrics metrics = new Metrics();
  private final ActivePeople active = new ActivePeople(metrics, nanos::get);

  @Test
  void forgetsWhoAskedForNothingInFiveMinutes() {
    active.saw(learner(1));
    active.saw(learner(2));
    forward(Duration.ofMinutes(4));
    active.saw(learner(2));
    assertThat(metrics.text()).contains(LEARNERS + "2.0");

    forward(Duration.ofMinutes(2));
    assertThat(metrics.text()).contains(LEARNERS + "1.0");

    forward(ActivePeople.WINDOW);
    assertThat(metrics.text()).contains(LEARNERS + "0.0");
  }

  private static Person learner(long id) {
    return new Person(id, "Ada", Person.Role.LEARNER, "csrf", null, null);
  }

  private void forward(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }
}
