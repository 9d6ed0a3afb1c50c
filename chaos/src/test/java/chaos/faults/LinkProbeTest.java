package chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/** What a witness of lateness makes of servers that are late always, sometimes or never. */
final class LinkProbeTest {
  private static final long LATE_MILLIS = 600;

  /** Answers each connection after as many milliseconds as are said for its number, from 0. */
  private static final class Server implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();
    private final ExecutorService serving = Executors.newVirtualThreadPerTaskExecutor();

    Server(IntToLongFunction millis) throws IOException {
      serving.execute(() -> serve(millis));
    }

    private void serve(IntToLongFunction millis) {
      try {
        while (true) {
          try (Socket visitor = socket.accept()) {
            LockSupport.parkNanos(millis.applyAsLong(connections.getAndIncrement()) * 1_000_000L);
            visitor.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
          }
        }
      } catch (IOException e) {
        // Closed: the test is over.
      }
    }

    Witness witness() {
      var address = new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
      return new LinkProbe(address, "").later("after", LATE_MILLIS / 2);
    }

    /** Until the last thread has left it a closed socket still listens, and may even answer. */
    @Override
    public void close() throws IOException {
      socket.close();
      serving.close();
    }
  }

  @Test
  void seesADelayThatEveryAttemptMeets() throws Exception {
    try (Server server = new Server(number -> number == 0 ? 0 : LATE_MILLIS)) {
      Witness witness = server.witness();
      String before = witness.look();

      assertThat(witness.fired(before, witness.look())).isTrue();
      assertThat(server.connections).hasValue(4);
    }
  }

  @Test
  void takesOneLateAnswerOfABusyMachineForNoFault() throws Exception {
    try (Server server = new Server(number -> number == 1 ? LATE_MILLIS : 0)) {
      Witness witness = server.witness();
      String before = witness.look();

      assertThat(witness.fired(before, witness.look())).isFalse();
    }
  }

  @Test
  void seesNothingWhereTheServerDidNotAnswerBefore() throws Exception {
    Server server = new Server(_ -> 0);
    Witness witness = server.witness();
    server.close();
    String before = witness.look();

    assertThat(before).isEqualTo("refused");
    assertThat(witness.fired(before, before)).isFalse();
  }

  @Test
  void takesAServerThatRefusesForNoDelay() throws Exception {
    Server server = new Server(_ -> 0);
    Witness witness = server.witness();
    String before = witness.look();
    server.close();
    String during = witness.look();

    assertThat(before).startsWith("answered");
    assertThat(during).isEqualTo("refused");
    assertThat(witness.fired(before, during)).isFalse();
  }
}
