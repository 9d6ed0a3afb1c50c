package reports.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFollowerTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 8192})
  void handsOverEachRecordOnceHoweverTheFileGrows(int step) throws IOException {
    byte[] whole = Files.readAllBytes(GOLDEN.resolve("names.log"));
    Path log = Files.createFile(folder.resolve("simulation.log"));
    LogText text = new LogText();
    try (LogFollower follower = new LogFollower(log, text)) {
      for (int at = 0; at < whole.length; at += step) {
        byte[] next = Arrays.copyOfRange(whole, at, Math.min(whole.length, at + step));
        Files.write(log, next, StandardOpenOption.APPEND);
        follower.poll();
      }
      assertThat(follower.reading().complete()).isTrue();
    }
    assertThat(text.lines()).isEqualTo(LogText.of(GOLDEN.resolve("names.log")));
  }

  @Test
  void waitsForALogThatIsNotThereYet() throws IOException {
    Path log = folder.resolve("simulation.log");
    try (LogFollower follower = new LogFollower(log, new LogVisitor() {})) {
      assertThat(follower.poll()).isZero();
      assertThat(follower.begun()).isFalse();
      assertThatThrownBy(follower::reading).isInstanceOf(UnreadableLog.class);

      new LogWriter(log, new RunHeader("3.15.1", "a.Simulation", 0, "", List.of())).close();
      assertThat(follower.poll()).isEqualTo(Files.size(log));
      assertThat(follower.begun()).isTrue();
    }
  }

  @Test
  void readsNothingMoreAfterDamage() throws IOException {
    Path log = folder.resolve("simulation.log");
    new LogWriter(log, new RunHeader("3.15.1", "a.Simulation", 0, "", List.of())).close();
    long whole = Files.size(log);
    try (LogFollower follower = new LogFollower(log, new LogVisitor() {})) {
      follower.poll();
      Files.write(log, new byte[] {77}, StandardOpenOption.APPEND);
      assertThat(follower.poll()).isZero();
      Files.write(log, new byte[100], StandardOpenOption.APPEND);
      assertThat(follower.poll()).isZero();
      assertThat(follower.reading().end())
          .isEqualTo(new LogEnd.Corrupt(whole, "a record has the type 77"));
    }
  }
}
