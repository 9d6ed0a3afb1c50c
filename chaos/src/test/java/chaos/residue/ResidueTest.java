package chaos.residue;

import static org.assertj.core.api.Assertions.assertThat;

import chaos.faults.Site;
import chaos.selftest.LinkProcess;
import chaos.undo.Journals;
import chaos.undo.Proxies;
import environments.Link;
import environments.Part;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResidueTest {
  @TempDir Path folder;

  @Test
  void isNothingWhereNothingWasBroken() throws Exception {
    try (LinkProcess proxies = LinkProcess.start()) {
      assertThat(look(List.of(), List.of(link(proxies.api())))).isEmpty();
    }
  }

  @Test
  void isEachToxicAndWhereAProxyLeads() throws Exception {
    try (LinkProcess proxies = LinkProcess.start()) {
      var api = new Proxies(proxies.api());
      api.addToxic(
          LinkProcess.PROXY,
          "{\"name\": \"slow\", \"type\": \"latency\", \"attributes\": {\"latency\": 100}}");
      api.set(LinkProcess.PROXY, false, "127.0.0.1:1");

      assertThat(look(List.of(), List.of(link(proxies.api()))))
          .containsExactly(
              "link redis has the toxic slow",
              "link redis is disabled",
              "link redis leads to 127.0.0.1:1, not to " + LinkProcess.UPSTREAM);
    }
  }

  @Test
  void isALinkThatNobodyAnswersFor() throws Exception {
    URI api;
    try (LinkProcess proxies = LinkProcess.start()) {
      api = proxies.api();
    }
    assertThat(look(List.of(), List.of(link(api)))).containsExactly("link redis has no proxy");
  }

  @Test
  void isAPartThatIsStoppedOrGoneAndNotOneThatRuns() throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    try {
      var part = new OnePart("pod-1", OptionalLong.of(process.pid()));
      assertThat(look(List.of(part), List.of())).noneMatch(line -> line.contains("stopped"));

      stop(process);

      assertThat(look(List.of(part), List.of())).contains("pod-1 is stopped");
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(look(List.of(new OnePart("redis", OptionalLong.empty())), List.of()))
        .containsExactly("redis does not run here");
  }

  /** Each file as the kernel writes it, of version 1 and 2 of control groups. */
  @Test
  void isEachQuotaThatHoldsAPartBackAndNoneThatIsFree() throws Exception {
    Map<String, String> free =
        Map.of(
            "cpu.cfs_quota_us", "-1",
            "cpu.max", "max 100000",
            "memory.limit_in_bytes", "9223372036854771712",
            "memory.max", "max",
            "blkio.throttle.write_iops_device", "",
            "io.max", "",
            "freezer.state", "THAWED",
            "cgroup.freeze", "0");
    for (Map.Entry<String, String> file : free.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue() + "\n");
    }
    assertThat(limits()).isEmpty();

    Files.writeString(folder.resolve("cpu.cfs_quota_us"), "10000\n");
    Files.writeString(folder.resolve("blkio.throttle.write_iops_device"), "254:0 10\n");
    Files.writeString(folder.resolve("io.max"), "254:0 rbps=max wbps=max riops=max wiops=10\n");
    Files.writeString(folder.resolve("freezer.state"), "FROZEN\n");

    assertThat(limits())
        .containsExactly(
            "database has cpu.cfs_quota_us 10000",
            "database has blkio.throttle.write_iops_device 254:0 10",
            "database has io.max 254:0 rbps=max wbps=max riops=max wiops=10",
            "database has freezer.state FROZEN");
  }

  private List<String> limits() {
    return PartResidue.limits(
        "database", limit -> Optional.of(folder.resolve(limit.file())).filter(Files::exists));
  }

  @Test
  void isAFileInTheFolderOfFaults() throws Exception {
    Files.createFile(folder.resolve("filler"));

    assertThat(look(List.of(), List.of())).containsExactly("file filler");
  }

  @Test
  void isAHelperThatCarriesOurMark() throws Exception {
    Process helper =
        new ProcessBuilder("sh", "-c", "sleep 600 & wait; kill $!", "headroom-chaos-helper")
            .start();
    try {
      assertThat(Residue.onMachine(new Journals(folder)))
          .contains("helper process " + helper.pid());
    } finally {
      helper.descendants().forEach(ProcessHandle::destroyForcibly);
      helper.destroyForcibly().waitFor();
    }
    assertThat(Residue.onMachine(new Journals(folder)))
        .doesNotContain("helper process " + helper.pid());
  }

  private List<String> look(List<Part> parts, List<Link> links) throws Exception {
    var site = new Site("embedded", parts, links, Optional.empty(), Optional.empty(), folder);
    List<String> found = new ArrayList<>(Residue.at(site, new Journals(folder)));
    // Others may be breaking things on this machine.
    found.removeAll(Residue.onMachine(new Journals(folder)));
    return found;
  }

  private static Link link(URI api) {
    return new Link(
        "redis",
        api,
        LinkProcess.PROXY,
        InetSocketAddress.createUnresolved("127.0.0.1", 1),
        LinkProcess.UPSTREAM,
        "127.0.0.1");
  }

  private static void stop(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -STOP " + process.pid()).start().waitFor();
    Path stat = Path.of("/proc/" + process.pid() + "/stat");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!Files.readString(stat).contains(") T ")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private record OnePart(String name, OptionalLong pid) implements Part {
    @Override
    public Kind kind() {
      return Kind.POD;
    }

    @Override
    public void stop(Duration grace) {
      throw new AssertionError("nobody asked for that");
    }

    @Override
    public void start() {
      throw new AssertionError("nobody asked for that");
    }
  }
}
