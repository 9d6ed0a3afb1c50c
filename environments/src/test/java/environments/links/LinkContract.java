package environments.links;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import eu.rekawek.toxiproxy.model.toxic.Slicer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is expected of a Toxiproxy, told by its own Java client: of ours and, so that nothing is
 * expected which the real one doesn't do, of that as well.
 *
 * <p>A time may be up to {@link #EARLY_MILLIS} shorter than asked for, which is how clocks round,
 * and {@link #LATE_MILLIS} longer, which a busy machine may need.
 */
abstract class LinkContract {
  private static final long EARLY_MILLIS = 5;
  private static final long LATE_MILLIS = 450;
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 300;
  private static final byte[] WORD = "a word".getBytes(UTF_8);

  private EchoServer echo;
  private Proxy proxy;

  abstract ToxiproxyClient client();

  /** Where proxies are told to listen. */
  abstract String listen();

  /** How they reach this machine. */
  abstract String hostOfUs();

  /** How this machine reaches one. */
  abstract InetSocketAddress near(Proxy its);

  @BeforeEach
  void open() throws IOException {
    echo = EchoServer.start();
    proxy = client().createProxy("echo", listen(), hostOfUs() + ":" + echo.port());
  }

  @AfterEach
  void close() throws IOException {
    proxy.delete();
    echo.close();
  }

  @Test
  void passesEveryByteBothWays() throws IOException {
    byte[] many = bytes(2_000_000);
    try (Socket socket = connect()) {
      // Both ends' buffers are smaller: who only writes would wait for ever.
      Thread.startVirtualThread(() -> write(socket, many));
      assertThat(socket.getInputStream().readNBytes(many.length)).isEqualTo(many);
    }
  }

  @Test
  void saysWhatItHas() throws IOException {
    proxy.toxics().latency("slow", ToxicDirection.UPSTREAM, 7).setJitter(3).setToxicity(0.5f);

    assertThat(client().version()).isNotBlank();
    Proxy known = client().getProxy("echo");
    assertThat(known.isEnabled()).isTrue();
    assertThat(known.getUpstream()).isEqualTo(hostOfUs() + ":" + echo.port());
    assertThat(client().getProxies()).extracting(Proxy::getName).contains("echo");
    assertThat(known.toxics().getAll()).extracting(Toxic::getName).containsExactly("slow");
    Latency slow = known.toxics().get("slow", Latency.class);
    assertThat(slow.getStream()).isEqualTo(ToxicDirection.UPSTREAM);
    assertThat(slow.getLatency()).isEqualTo(7);
    assertThat(slow.getJitter()).isEqualTo(3);
    assertThat(slow.getToxicity()).isEqualTo(0.5f);
  }

  @Test
  void delaysBytesUntilTheLatencyIsRemoved() throws IOException {
    try (Socket socket = connect()) {
      Latency latency = proxy.toxics().latency("slow", ToxicDirection.DOWNSTREAM, 600);
      assertTook(roundTrip(socket), 600);

      latency.setLatency(200);
      assertTook(roundTrip(socket), 200);

      latency.remove();
      assertThat(roundTrip(socket)).isLessThan(200);
    }
  }

  @Test
  void delaysBytesOnEachWayThatIsSlow() throws IOException {
    proxy.toxics().latency("there", ToxicDirection.UPSTREAM, 200);
    proxy.toxics().latency("back", ToxicDirection.DOWNSTREAM, 200);
    try (Socket socket = connect()) {
      assertTook(roundTrip(socket), 400);
    }
  }

  @Test
  void delaysManyBytesByALatencyOnce() throws IOException {
    proxy.toxics().latency("slow", ToxicDirection.DOWNSTREAM, 500);
    byte[] many = bytes(300_000);
    try (Socket socket = connect()) {
      long begin = System.nanoTime();
      write(socket, many);
      assertThat(socket.getInputStream().readNBytes(many.length)).isEqualTo(many);
      assertTook(millisSince(begin), 500);
    }
  }

  @Test
  void freesWhatALatencyHeldWhenThatIsRemoved() throws IOException {
    Latency latency = proxy.toxics().latency("slow", ToxicDirection.UPSTREAM, 60_000);
    try (Socket socket = connect()) {
      write(socket, WORD);
      assertSilent(socket);
      latency.remove();
      assertThat(socket.getInputStream().readNBytes(WORD.length)).isEqualTo(WORD);
    }
  }

  @Test
  void letsAsManyBytesThroughInATimeAsTheBandwidthSays() throws IOException {
    Toxic bandwidth = proxy.toxics().bandwidth("narrow", ToxicDirection.DOWNSTREAM, 200);
    byte[] many = bytes(160_000);
    try (Socket socket = connect()) {
      long begin = System.nanoTime();
      write(socket, many);
      assertThat(socket.getInputStream().readNBytes(many.length)).isEqualTo(many);
      assertTook(millisSince(begin), 800);

      bandwidth.remove();
      begin = System.nanoTime();
      write(socket, many);
      assertThat(socket.getInputStream().readNBytes(many.length)).isEqualTo(many);
      assertThat(millisSince(begin)).isLessThan(800);
    }
  }

  @Test
  void delaysTheEndOfAConnectionThatClosesSlowly() throws IOException {
    Toxic slow = proxy.toxics().slowClose("slow", ToxicDirection.DOWNSTREAM, 500);
    assertTook(millisToClose(), 500);
    slow.remove();
    assertThat(millisToClose()).isLessThan(500);
  }

  @Test
  void letsNothingThroughABlackHoleUntilItIsRemoved() throws IOException {
    Toxic hole = proxy.toxics().timeout("hole", ToxicDirection.UPSTREAM, 0);
    try (Socket socket = connect()) {
      write(socket, WORD);
      assertSilent(socket);
      hole.remove();
      assertEnded(socket);
    }
    assertWorks();
  }

  @Test
  void closesAConnectionWhenItsTimeoutIsOver() throws IOException {
    Toxic timeout = proxy.toxics().timeout("timeout", ToxicDirection.DOWNSTREAM, 400);
    try (Socket socket = connect()) {
      long begin = System.nanoTime();
      write(socket, WORD);
      assertEnded(socket);
      assertThat(millisSince(begin)).isLessThan(400 + LATE_MILLIS);
    }
    timeout.remove();
    assertWorks();
  }

  @Test
  void resetsAConnectionSomeTimeAfterTheFirstBytes() throws IOException {
    Toxic reset = proxy.toxics().resetPeer("reset", ToxicDirection.DOWNSTREAM, 300);
    try (Socket socket = connect()) {
      long begin = System.nanoTime();
      write(socket, WORD);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      assertTook(millisSince(begin), 300);
    }
    reset.remove();
    assertWorks();
  }

  @Test
  void closesAConnectionWhenSoManyBytesWentThrough() throws IOException {
    Toxic limit = proxy.toxics().limitData("limit", ToxicDirection.DOWNSTREAM, 1_000);
    byte[] many = bytes(1_500);
    try (Socket socket = connect()) {
      write(socket, Arrays.copyOf(many, 600));
      assertThat(socket.getInputStream().readNBytes(600)).hasSize(600);
      write(socket, Arrays.copyOfRange(many, 600, 1_500));
      assertThat(socket.getInputStream().readNBytes(400))
          .isEqualTo(Arrays.copyOfRange(many, 600, 1_000));
      assertEnded(socket);
    }
    limit.remove();
    assertWorks();
  }

  @Test
  void cutsBytesIntoSlicesWithAPauseAfterEach() throws IOException {
    Slicer slicer = proxy.toxics().slicer("slicer", ToxicDirection.DOWNSTREAM, 10, 40_000);
    byte[] some = bytes(100);
    try (Socket socket = connect()) {
      long begin = System.nanoTime();
      write(socket, some);
      assertThat(socket.getInputStream().read(new byte[100])).isLessThan(100);
      socket.getInputStream().readNBytes(80);
      // Slices are of 10 bytes on average: the real one halves until they are small enough.
      assertThat(millisSince(begin)).isBetween(200L, 800 + LATE_MILLIS);
      slicer.remove();
    }
    assertWorks();
  }

  @Test
  void cutsConnectionsAndRefusesNewOnesWhileDisabled() throws IOException {
    try (Socket socket = connect()) {
      roundTrip(socket);
      proxy.disable();
      assertEnded(socket);
    }
    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    proxy.enable();
    assertWorks();
  }

  @Test
  void cutsConnectionsAndLeadsNewOnesToAnotherUpstream() throws IOException {
    try (EchoServer other = EchoServer.start();
        Socket socket = connect()) {
      roundTrip(socket);
      proxy.setUpstream(hostOfUs() + ":" + other.port());
      assertEnded(socket);
      assertWorks();
      assertThat(other.accepted()).isEqualTo(1);
    }
  }

  @Test
  void disturbsNoConnectionWhereItsToxicityIsZero() throws IOException {
    proxy.toxics().timeout("hole", ToxicDirection.DOWNSTREAM, 0).setToxicity(0);
    assertWorks();
  }

  @Test
  void forgetsAllToxicsAndServesAgainWhenReset() throws IOException {
    proxy.toxics().timeout("hole", ToxicDirection.DOWNSTREAM, 0);
    proxy.disable();
    client().reset();
    assertThat(proxy.toxics().getAll()).isEmpty();
    assertWorks();
  }

  @Test
  void closesTheClientWhereNobodyAcceptsUpstream() throws IOException {
    echo.close();
    try (Socket socket = connect()) {
      assertEnded(socket);
    }
  }

  final EchoServer echo() {
    return echo;
  }

  final Proxy proxy() {
    return proxy;
  }

  final Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(near(proxy), PATIENCE_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  final void assertWorks() throws IOException {
    try (Socket socket = connect()) {
      roundTrip(socket);
    }
  }

  /** The milliseconds until a word is back. */
  private static long roundTrip(Socket socket) throws IOException {
    long begin = System.nanoTime();
    write(socket, WORD);
    assertThat(socket.getInputStream().readNBytes(WORD.length)).isEqualTo(WORD);
    return millisSince(begin);
  }

  private long millisToClose() throws IOException {
    try (Socket socket = connect()) {
      roundTrip(socket);
      long begin = System.nanoTime();
      socket.shutdownOutput();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      return millisSince(begin);
    }
  }

  private static void write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing comes for a while. */
  private static void assertSilent(Socket socket) throws IOException {
    socket.setSoTimeout(SILENCE_MILLIS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** The other side ends the connection, in whatever way. */
  private static void assertEnded(Socket socket) {
    int read;
    try {
      read = socket.getInputStream().read();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection goes on", e);
    } catch (IOException e) {
      return;
    }
    assertThat(read).isEqualTo(-1);
  }

  private static void assertTook(long millis, long asked) {
    assertThat(millis).isBetween(asked - EARLY_MILLIS, asked + LATE_MILLIS);
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
