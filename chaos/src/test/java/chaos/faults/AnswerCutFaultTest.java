package chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;

import environments.Link;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

final class AnswerCutFaultTest {
  @Test
  void leadsToEveryServerOfTheLink() {
    var link =
        new Link(
            "edge",
            URI.create("http://127.0.0.1:1"),
            "edge",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 2),
            "127.0.0.1:3,127.0.0.1:4",
            "127.0.0.1");

    assertThat(AnswerCutFault.addresses(link))
        .extracting(InetSocketAddress::getPort)
        .containsExactly(3, 4);
  }
}
