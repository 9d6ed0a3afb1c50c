package loadtests.injectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import loadtests.record.Counts;
import loadtests.record.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  @Test
  void isReadAsItWasSaid() {
    for (Message message :
        new Message[] {
          new Message.Ready(4_000, new Place("boot-1", "0-3,8")),
          new Message.Seen(1_750_000_000_123_456L, 42),
          new Message.Over(new Counts(1_200, 1_199), Set.of(3L, 41L)),
          new Message.Over(new Counts(0, 0), Set.of())
        }) {
      assertThat(Message.of(message.line())).contains(message);
      assertThat(message.line()).doesNotContain("\n");
    }
  }

  @Test
  void isFoundBehindWhatElseIsPrintedInTheLine() {
    assertThat(Message.of("Simulation started... " + new Message.Seen(5, 0).line()))
        .contains(new Message.Seen(5, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ready 1 a b", "@injector ", "@injector seen", "@injector seen x 1", "look"})
  void isNotSeenInOtherLines(String line) {
    assertThat(Message.of(line)).isEmpty();
  }
}
