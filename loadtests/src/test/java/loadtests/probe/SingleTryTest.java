package loadtests.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of the probe before a server that counts what reaches it. */
class SingleTryTest {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile int answersPerConnection = Integer.MAX_VALUE;
  private ServerSocket server;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void opensAConnectionForEachRequest() throws IOException {
    try (SingleTry client = SingleTry.holding(false)) {
      for (int i = 0; i < 3; i++) {
        assertThat(visit(client)).isEqualTo(200);
      }
    }
    assertThat(connections).hasValue(3);
  }

  @Test
  void holdsAConnection() throws IOException {
    try (SingleTry client = SingleTry.holding(true)) {
      for (int i = 0; i < 3; i++) {
        assertThat(visit(client)).isEqualTo(200);
      }
    }
    assertThat(connections).hasValue(1);
  }

  @Test
  void triesNoRequestAgainThatIsNotAnswered() {
    answersPerConnection = 0;
    try (SingleTry client = SingleTry.holding(false)) {
      assertThatThrownBy(() -> visit(client)).isInstanceOf(IOException.class);
    }
    assertThat(requests).hasValue(1);
  }

  @Test
  void triesNoRequestAgainThatMeetsAHeldConnectionClosed() throws IOException {
    answersPerConnection = 1;
    try (SingleTry client = SingleTry.holding(true)) {
      assertThat(visit(client)).isEqualTo(200);
      assertThatThrownBy(() -> visit(client)).isInstanceOf(IOException.class);
    }
    assertThat(connections).hasValue(1);
  }

  private int visit(SingleTry client) throws IOException {
    URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    return client.send(new HttpGet(address), response -> response.getCode());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  /** Answers so many requests, reads one more and closes without a word. */
  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (int answered = 0; readRequest(in) && answered < answersPerConnection; answered++) {
        socket.getOutputStream().write(ANSWER);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean readRequest(BufferedReader in) throws IOException {
    String first = in.readLine();
    for (String line = first; line != null; line = in.readLine()) {
      if (line.isEmpty()) {
        requests.incrementAndGet();
        return true;
      }
    }
    return false;
  }
}
