package chaos.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import loadtests.settings.SettingRefused;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  private static final List<String> FAULTS = List.of("no-fault", "pod-frozen", "redis-killed");

  @Test
  void isReadAsItIsWrittenInTheOrderOfInjection() {
    String text = "pod-frozen@15s+10s,redis-killed@30s+500ms,no-fault@1m+2s";

    Schedule schedule = Schedule.parse(text, FAULTS);

    assertThat(schedule.text())
        .isEqualTo("pod-frozen@15s+10s,redis-killed@30s+500ms,no-fault@60s+2s");
    assertThat(Schedule.parse(schedule.text(), FAULTS)).isEqualTo(schedule);
    assertThat(schedule.end()).isEqualTo(Duration.ofSeconds(62));
  }

  @Test
  void namesTheNearestFaultForOneThatThereIsNot() {
    assertRefused("pod-frozn@15s+10s", "there is no fault 'pod-frozn'; did you mean 'pod-frozen'?");
  }

  @Test
  void saysWhatFormAStepHas() {
    for (String wrong : List.of("pod-frozen", "pod-frozen@15+10", "pod-frozen@-1s+10s", "")) {
      assertRefused(
          wrong,
          "step '%s' of the schedule is not of the form fault@15s+10s: the fault, when it begins,"
                  .formatted(wrong)
              + " how long it lasts (ms, s or m)");
    }
    assertRefused("pod-frozen@15s+0s", "step pod-frozen lasts 0s; a fault lasts 100ms or longer");
  }

  @Test
  void isComposedInSequenceAndInParallel() {
    Schedule frozen = Schedule.parse("pod-frozen@5s+10s", FAULTS);
    Schedule killed = Schedule.parse("redis-killed@7s+1s", FAULTS);

    assertThat(frozen.beside(killed).text()).isEqualTo("pod-frozen@5s+10s,redis-killed@7s+1s");
    assertThat(frozen.then(Duration.ofSeconds(3), killed).text())
        .isEqualTo("pod-frozen@5s+10s,redis-killed@18s+1s");
  }

  @Test
  void countsStepsThatAreEqual() {
    Schedule schedule = Schedule.parse("pod-frozen@5s+1s,no-fault@5s+1s,pod-frozen@5s+1s", FAULTS);

    assertThat(List.of(schedule.copy(0), schedule.copy(1), schedule.copy(2)))
        .containsExactly(0, 0, 1);
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> Schedule.parse(text, FAULTS))
        .isInstanceOf(SettingRefused.class)
        .hasMessage(message);
  }
}
