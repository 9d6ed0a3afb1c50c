package chaos.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chaos.selftest.LinkProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UndoingTest {
  @TempDir Path folder;

  @Test
  void letsAStoppedProcessGoOnAndSeesBeforeThatItIsStopped() throws Exception {
    try (Sleeper sleeper = Sleeper.start().stopped()) {
      var undo = new Undo.ContinueProcess(sleeper.pid(), sleeper.startTime());
      assertThat(Undoing.left(undo)).containsExactly("process " + sleeper.pid() + " is stopped");

      undoTwice(undo);

      assertThat(sleeper.state()).isNotEqualTo('T');
    }
  }

  @Test
  void touchesNoProcessThatHasTheNumberAndStartedAtAnotherTime() throws Exception {
    try (Sleeper sleeper = Sleeper.start().stopped()) {
      undoTwice(new Undo.ContinueProcess(sleeper.pid(), sleeper.startTime() + 1));
      undoTwice(new Undo.EndProcess(sleeper.pid(), sleeper.startTime() - 1));

      assertThat(sleeper.state()).isEqualTo('T');
      assertThat(sleeper.process().isAlive()).isTrue();
    }
  }

  @Test
  void endsAProcessOfAFault() throws Exception {
    try (Sleeper sleeper = Sleeper.start()) {
      var undo = new Undo.EndProcess(sleeper.pid(), sleeper.startTime());
      assertThat(Undoing.left(undo)).containsExactly("process " + sleeper.pid() + " runs");

      undoTwice(undo);

      assertThat(sleeper.process().waitFor()).isNotZero();
    }
  }

  @Test
  void resetsAProxyAndLeavesItsToxics() throws Exception {
    try (LinkProcess toxiproxy = LinkProcess.start()) {
      var proxies = new Proxies(toxiproxy.api());
      proxies.addToxic(LinkProcess.PROXY, latency("of-another-fault"));
      proxies.set(LinkProcess.PROXY, false, "127.0.0.1:1");
      Undo undo = reset(toxiproxy.api(), LinkProcess.PROXY);
      assertThat(Undoing.left(undo))
          .containsExactly("proxy redis is disabled", "proxy redis leads to 127.0.0.1:1");

      undoTwice(undo);

      assertThat(proxies.state(LinkProcess.PROXY))
          .contains(new Proxies.State(LinkProcess.UPSTREAM, true, List.of("of-another-fault")));
    }
  }

  @Test
  void removesAToxicAndLeavesAProxyThatAnotherFaultHasDisabledAndLedElsewhere() throws Exception {
    try (LinkProcess toxiproxy = LinkProcess.start()) {
      var proxies = new Proxies(toxiproxy.api());
      proxies.addToxic(LinkProcess.PROXY, latency("headroom-chaos-latency"));
      proxies.addToxic(LinkProcess.PROXY, latency("of-another-fault"));
      proxies.set(LinkProcess.PROXY, false, "127.0.0.1:1");
      Undo undo = remove(toxiproxy.api(), LinkProcess.PROXY);
      assertThat(Undoing.left(undo))
          .containsExactly("proxy redis has the toxic headroom-chaos-latency");

      undoTwice(undo);

      assertThat(proxies.state(LinkProcess.PROXY))
          .contains(new Proxies.State("127.0.0.1:1", false, List.of("of-another-fault")));
    }
  }

  @Test
  void findsNothingToUndoWhereTheProxyOrItsProcessIsGone() throws Exception {
    URI api;
    try (LinkProcess toxiproxy = LinkProcess.start()) {
      api = toxiproxy.api();
      undoTwice(reset(api, "unknown"));
      undoTwice(remove(api, "unknown"));
    }
    undoTwice(reset(api, LinkProcess.PROXY));
    undoTwice(remove(api, LinkProcess.PROXY));
  }

  @Test
  void givesAFileItsContentBackAndMakesNoneThatIsGone() throws Exception {
    Path quota = Files.writeString(folder.resolve("cpu.cfs_quota_us"), "20000\n");
    var undo = new Undo.WriteFile(quota, "-1");
    assertThat(Undoing.left(undo)).containsExactly("file " + quota + " holds '20000'");

    undoTwice(undo);
    undoTwice(new Undo.WriteFile(folder.resolve("gone"), "-1"));

    assertThat(quota).hasContent("-1");
    assertThat(folder.resolve("gone")).doesNotExist();
  }

  @Test
  void removesAFile() throws Exception {
    Path file = Files.createFile(folder.resolve("filler"));
    assertThat(Undoing.left(new Undo.RemoveFile(file))).hasSize(1);

    undoTwice(new Undo.RemoveFile(file));

    assertThat(file).doesNotExist();
  }

  @Test
  void runsACommandAndBelievesItsLook() throws Exception {
    Path file = Files.createFile(folder.resolve("network"));
    var undo =
        new Undo.RunCommand(
            List.of("rm", "-f", file.toString()),
            List.of("find", folder.toString(), "-name", "network"));
    assertThat(Undoing.left(undo)).containsExactly(file.toString());

    undoTwice(undo);

    assertThat(file).doesNotExist();
  }

  @Test
  void saysWhyACommandCouldNotUndo() {
    var undo = new Undo.RunCommand(List.of("sh", "-c", "echo no such network; exit 1"), List.of());

    assertThatThrownBy(() -> Undoing.undo(undo))
        .isInstanceOf(UndoFailed.class)
        .hasMessage("sh failed: no such network");
  }

  private static Undo reset(URI api, String proxy) {
    return new Undo.ResetProxy(api, proxy, LinkProcess.UPSTREAM);
  }

  private static Undo remove(URI api, String proxy) {
    return new Undo.RemoveToxic(api, proxy, "headroom-chaos-latency");
  }

  private static String latency(String name) {
    return "{\"name\": \"%s\", \"type\": \"latency\", \"attributes\": {\"latency\": 100}}"
        .formatted(name);
  }

  private static void undoTwice(Undo undo) throws Exception {
    Undoing.undo(undo);
    assertThat(Undoing.left(undo)).isEmpty();
    Undoing.undo(undo);
    assertThat(Undoing.left(undo)).isEmpty();
  }
}
