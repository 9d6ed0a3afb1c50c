package environments.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our own Toxiproxy: all that is expected of one, and more. */
final class LinkServerTest extends LinkContract {
  private static LinkServer server;

  @BeforeAll
  static void start() throws IOException {
    server = LinkServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  ToxiproxyClient client() {
    return new ToxiproxyClient(server.api().getHost(), server.api().getPort());
  }

  @Override
  String listen() {
    return "127.0.0.1:0";
  }

  @Override
  String hostOfUs() {
    return "127.0.0.1";
  }

  @Override
  InetSocketAddress near(Proxy its) {
    String[] address = its.getListen().split(":", -1);
    return new InetSocketAddress(address[0], Integer.parseInt(address[1]));
  }

  @Test
  void leadsEachConnectionToTheNextUpstream() throws IOException {
    try (EchoServer other = EchoServer.start()) {
      proxy().setUpstream("127.0.0.1:%d,127.0.0.1:%d".formatted(echo().port(), other.port()));
      for (int connection = 0; connection < 10; connection++) {
        assertWorks();
      }
      assertThat(echo().accepted()).isEqualTo(5);
      assertThat(other.accepted()).isEqualTo(5);
    }
  }

  @Test
  void leadsAllConnectionsToTheUpstreamThatAccepts() throws IOException {
    try (EchoServer other = EchoServer.start()) {
      proxy().setUpstream("127.0.0.1:%d,127.0.0.1:%d".formatted(echo().port(), other.port()));
      echo().close();
      for (int connection = 0; connection < 10; connection++) {
        assertWorks();
      }
      assertThat(other.accepted()).isEqualTo(10);
    }
  }

  @Test
  void refusesWhatItCanNotDo() {
    assertRefuses(() -> client().getProxy("none"), "[404] proxy not found");
    assertRefuses(
        () -> client().createProxy("echo", "127.0.0.1:0", "127.0.0.1:1"), "[409] proxy already");
    assertRefuses(
        () -> client().createProxy("nowhere", "127.0.0.1:0", "127.0.0.1"),
        "address 127.0.0.1 must be HOST:PORT");
    assertRefuses(
        () -> proxy().toxics().latency("slow", ToxicDirection.UPSTREAM, -1),
        "latency must be at least 0, not -1");
    assertRefuses(
        () -> proxy().toxics().bandwidth("shut", ToxicDirection.UPSTREAM, 0),
        "rate must be at least 1, not 0");
    assertRefuses(
        () -> proxy().toxics().timeout("hole", ToxicDirection.UPSTREAM, 0).setToxicity(2),
        "toxicity must be from 0 to 1, not 2.0");
  }

  private interface Request {
    void send() throws IOException;
  }

  private static void assertRefuses(Request request, String why) {
    assertThatThrownBy(request::send).isInstanceOf(IOException.class).hasMessageContaining(why);
  }
}
