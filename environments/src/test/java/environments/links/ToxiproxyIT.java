package environments.links;

import com.github.dockerjava.api.model.ContainerNetwork;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The real Toxiproxy: that nothing is expected of ours which it doesn't do. */
final class ToxiproxyIT extends LinkContract {
  private static final int API = 8474;
  private static final int PROXIED = 8666;

  private static GenericContainer<?> container;

  @BeforeAll
  static void start() {
    container =
        new GenericContainer<>(DockerImageName.parse("ghcr.io/shopify/toxiproxy:2.5.0"))
            .withExposedPorts(API)
            .waitingFor(Wait.forHttp("/version").forPort(API));
    container.start();
  }

  @AfterAll
  static void stop() {
    container.stop();
  }

  @Override
  ToxiproxyClient client() {
    return new ToxiproxyClient(address(), API);
  }

  @Override
  String listen() {
    return "0.0.0.0:" + PROXIED;
  }

  @Override
  String hostOfUs() {
    return String.valueOf(network().getGateway());
  }

  @Override
  InetSocketAddress near(Proxy its) {
    return new InetSocketAddress(address(), PROXIED);
  }

  private static String address() {
    return String.valueOf(network().getIpAddress());
  }

  private static ContainerNetwork network() {
    return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
        .findFirst()
        .orElseThrow();
  }
}
