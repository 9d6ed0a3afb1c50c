package environments;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.mysql.MySQLContainer;

/** The platform's image, built and run as production runs it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImageIT {
  private static final int CONNECTIONS = 20;

  private final OwnDocker docker = OwnDocker.take();
  private final Network network = Containers.network(docker.lease());
  private final MySQLContainer database =
      Containers.mySql(network, docker.lease(), CONNECTIONS, Secrets.password());
  private final GenericContainer<?> redis = Containers.redis(network, docker.lease());
  private PlatformImage image;
  private GenericContainer<?> pod;

  @BeforeAll
  void start() {
    image = docker.image();
    database.start();
    redis.start();
    pod = newPod();
    pod.waitingFor(Wait.forHealthcheck().withStartupTimeout(Duration.ofMinutes(2)));
    pod.start();
  }

  @AfterAll
  void stop() {
    docker.close();
  }

  @Test
  void isSmallAboveItsBase() {
    assertThat(ImageLayers.of(docker.cli(), image.name()).ourBytes())
        .isBetween(1L, ImageTrial.OUR_BYTES_MAX);
  }

  @Test
  void runsAsTheUserOfItsImageWithoutAnyPrivilege() throws Exception {
    assertThat(run("cat", "/proc/1/status"))
        .contains("Name:\tjava")
        .contains("Uid:\t1001\t1001\t1001\t1001")
        .contains("CapEff:\t0000000000000000")
        .contains("NoNewPrivs:\t1");
    assertThat(pod.execInContainer("sh", "-c", "echo x > /app/x").getExitCode()).isNotZero();
  }

  @Test
  void tellsWhatItsProcessesMayDo() {
    Map<String, Object> privileges = Privileges.of(pod).orElseThrow();

    assertThat(privileges)
        .containsEntry("program", "java")
        .containsEntry("uids", List.of(1001, 1001, 1001, 1001))
        .containsEntry("gids", List.of(1001, 1001, 1001, 1001))
        .containsEntry("noNewPrivileges", true);
    assertThat(privileges.get("capabilities"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .hasSize(5)
        .allSatisfy((_, held) -> assertThat(held).isEqualTo("0000000000000000"));
    assertThat(String.valueOf(privileges.get("rootWrite"))).contains("Read-only file system");
  }

  @Test
  void tellsOfEachPrivilegeThatWasPlanted() {
    Map<String, Object> root = planted(command -> command.withUser("0:0"));
    assertThat(root).containsEntry("uids", List.of(0, 0, 0, 0));

    Map<String, Object> capable =
        planted(command -> host(command).withCapAdd(Capability.NET_BIND_SERVICE));
    assertThat(String.valueOf(capable.get("capabilities")))
        .contains("bounding=0000000000000400", "effective=0000000000000000");

    Map<String, Object> writable = planted(command -> host(command).withReadonlyRootfs(false));
    assertThat(writable).containsEntry("rootWrite", "written");

    Map<String, Object> rising = planted(command -> host(command).withSecurityOpts(List.of()));
    assertThat(rising).containsEntry("noNewPrivileges", false);
  }

  @Test
  void consistsOfItsBaseAndOurLayersByItsEngine() {
    Map<String, Object> content =
        ImageContent.of(docker.cli(), image.name(), PlatformImage.dockerfile(ProjectRoot.locate()))
            .describe();

    assertThat(content)
        .containsEntry("base", "eclipse-temurin:25-jre")
        .containsEntry("stages", 3)
        .containsKeys("baseOfficial", "baseBytes", "architecture");
    long ours = bytes(content, "bytes") - bytes(content, "baseBytes");
    assertThat(ours).isBetween(1L, ImageTrial.OUR_BYTES_MAX);
    assertThat(content.get("layers"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .anySatisfy(layer -> assertThat(layer.toString()).contains("lms.aot"));
  }

  @Test
  void isFoundByTheNameThatTheChartAsksForAsWell() {
    String other = image.alsoNamed(docker.cli(), "test-" + UUID.randomUUID());
    try {
      assertThat(other).startsWith("headroom/lms:");
      assertThat(id(other)).isEqualTo(id(image.name()));
    } finally {
      docker.cli().ask("image", "rm", other);
    }
  }

  private String id(String name) {
    return docker.cli().ask("image", "inspect", "--format", "{{.Id}}", name);
  }

  private static long bytes(Map<String, Object> content, String name) {
    return (long) Objects.requireNonNull(content.get(name));
  }

  /** What the process of a pod may do that is not as it should be. */
  private Map<String, Object> planted(Consumer<CreateContainerCmd> change) {
    try (GenericContainer<?> other = newPod()) {
      other.withCreateContainerCmdModifier(change).waitingFor(new Containers.NoWait());
      other.start();
      return Privileges.of(other).orElseThrow();
    }
  }

  private static HostConfig host(CreateContainerCmd command) {
    return Objects.requireNonNull(command.getHostConfig());
  }

  @Test
  void startsWithTheCacheThatWasTrained() throws Exception {
    String maps = run("cat", "/proc/1/maps");
    assertThat(maps).contains("/app/lms.aot");
    assertThat(pod.getLogs()).doesNotContain("AOT cache", "[warning]");
  }

  @Test
  void servesPagesAndEndsWithZeroWhenAsked() throws Exception {
    try (GenericContainer<?> other = newPod()) {
      other.start();
      assertThat(
              other
                  .execInContainer(
                      "bash",
                      "-c",
                      "exec 3<>/dev/tcp/127.0.0.1/8080; printf 'GET /courses HTTP/1.1\\r\\nHost:"
                          + " lms\\r\\nConnection: close\\r\\n\\r\\n' >&3; head -n 1 <&3")
                  .getStdout())
          .startsWith("HTTP/1.1 200");
      docker.cli().ask("stop", "--time", "30", other.getContainerId());
      assertThat(
              docker
                  .cli()
                  .ask("inspect", "--format", "{{.State.ExitCode}}", other.getContainerId()))
          .isEqualToIgnoringNewLines("0");
    }
  }

  private GenericContainer<?> newPod() {
    return Containers.pod(image, network, docker.lease(), database, CONNECTIONS);
  }

  private String run(String... command) throws Exception {
    Container.ExecResult result = pod.execInContainer(command);
    assertThat(result.getExitCode()).as(result.getStderr()).isZero();
    return result.getStdout();
  }
}
