package loadtests.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reports.run.RunFolder;

final class PodCountersTest {
  @TempDir private Path folder;

  @Test
  void sumsWhatRoseSinceTheFirstSecond() throws IOException {
    assertThat(counted("{\"pod-1\":{\"requests\":7}}", "{\"pod-1\":{\"requests\":10}}"))
        .isEqualTo(new PodCounters(3, 0, 0));
  }

  @Test
  void countsAPodFromZeroThatBeganAnewOrHadCountedNothingYet() throws IOException {
    assertThat(
            counted(
                "{\"pod-1\":{\"requests\":7},\"pod-2\":{}}",
                "{\"pod-1\":{\"requests\":9},\"pod-2\":{\"requests\":4}}",
                "{\"pod-1\":{\"requests\":1},\"pod-2\":{\"requests\":5},\"pod-3\":{\"requests\":20}}"))
        .isEqualTo(new PodCounters(2 + 1 + 5 + 20, 2 * 2, 0));
  }

  @Test
  void saysHowManyAPodThatIsGoneMayHaveAnsweredUnseen() throws IOException {
    assertThat(
            counted(
                "{\"pod-1\":{\"requests\":0},\"pod-2\":{\"requests\":0}}",
                "{\"pod-1\":{\"requests\":30},\"pod-2\":{\"requests\":31}}",
                "{\"pod-1\":{\"requests\":50},\"pod-2\":{}}"))
        .isEqualTo(new PodCounters(50 + 31, 2 * 31, 0));
  }

  private PodCounters counted(String... processes) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String second : processes) {
      lines.append("{\"schema\":1,\"t\":1,\"processes\":").append(second).append("}\n");
    }
    Files.writeString(folder.resolve("run.json"), "{}");
    Files.writeString(folder.resolve("system.jsonl"), lines);
    return PodCounters.of(RunFolder.open(folder));
  }
}
