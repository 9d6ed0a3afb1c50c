package loadtests.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveLogTest {
  @TempDir private Path folder;

  @Test
  void isInTheRunFolderWhileItGrows() throws IOException, InterruptedException {
    Path run = Files.createDirectory(folder.resolve("injector"));
    Path target = run.resolve("simulation.log");
    try (WatchService watch = FileSystems.getDefault().newWatchService();
        var out = Files.newOutputStream(folder.resolve("simulation.log"))) {
      run.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      out.write(1);
      try (var log = new LiveLog(target)) {
        assertThat(watch.poll(30, TimeUnit.SECONDS)).as("appears").isNotNull();
        out.write(new byte[] {2, 3});
        assertThat(Files.readAllBytes(target)).containsExactly(1, 2, 3);
        assertThat(log.found()).isTrue();
      }
    }
    assertThat(Files.readAllBytes(target)).containsExactly(1, 2, 3);
  }

  @Test
  void saysThatThereWasNone() {
    try (var log = new LiveLog(folder.resolve("none").resolve("simulation.log"))) {
      assertThat(log.found()).isFalse();
    }
  }
}
