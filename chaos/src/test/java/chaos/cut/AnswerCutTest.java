package chaos.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import environments.AnyCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnswerCutTest {
  private static final Pattern ENROLMENT = Pattern.compile("POST /api/courses/\\d+/enrolment");

  private final List<String> effects = Collections.synchronizedList(new ArrayList<>());
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HttpServer server;
  private int status = 201;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          effects.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(status, 2);
          exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
    client.close();
  }

  @Test
  void cutsEveryNthSuccessfulAnswerOfTheKindAfterTheServerDidIt() throws Exception {
    var cut = new AnswerCut(2, ENROLMENT);
    try (CutProxy proxy = proxy(cut)) {
      cut.arm();
      assertThat(post(proxy, "/api/courses/1/enrolment")).isEqualTo(201);
      assertThat(post(proxy, "/api/other")).isEqualTo(201);
      assertThatThrownBy(() -> post(proxy, "/api/courses/2/enrolment"))
          .isInstanceOf(IOException.class);
      assertThat(post(proxy, "/api/courses/3/enrolment")).isEqualTo(201);

      assertThat(proxy.cuts()).isEqualTo(1);
    }
    assertThat(effects).contains("POST /api/courses/2/enrolment");
  }

  @Test
  void cutsNothingThatWasRefusedAndNothingBeforeItIsArmed() throws Exception {
    var cut = new AnswerCut(1, ENROLMENT);
    try (CutProxy proxy = proxy(cut)) {
      assertThat(post(proxy, "/api/courses/1/enrolment")).isEqualTo(201);
      cut.arm();
      status = 409;
      assertThat(post(proxy, "/api/courses/2/enrolment")).isEqualTo(409);
      cut.disarm();
      status = 201;
      assertThat(post(proxy, "/api/courses/3/enrolment")).isEqualTo(201);

      assertThat(proxy.cuts()).isZero();
    }
  }

  @Test
  void letsServersTakeTurnsAndPassesOverOneThatRefuses() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    HttpServer other = HttpServer.create(new InetSocketAddress(here, 0), 0);
    other.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    other.start();
    var cut = new AnswerCut(1, ENROLMENT);
    // A port that is bound and not listened at refuses, and nobody else gets it meanwhile.
    try (Socket refuses = boundOnly(here);
        CutProxy proxy =
            proxy(
                cut,
                server.getAddress(),
                other.getAddress(),
                new InetSocketAddress(here, refuses.getLocalPort()))) {
      List<Integer> answers = new ArrayList<>();
      for (int connection = 0; connection < 6; connection++) {
        try (HttpClient own = HttpClient.newHttpClient()) {
          answers.add(post(own, URI.create("http://127.0.0.1:" + proxy.port() + "/api/other")));
        }
      }
      assertThat(answers).containsExactly(201, 204, 201, 201, 204, 201);
    } finally {
      other.stop(0);
    }
  }

  private static Socket boundOnly(InetAddress address) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(address, 0));
    return socket;
  }

  @Test
  void isSeenByTheOnlyClientOfTheProxyAsAResetAndNothingElseIs() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    var cut = new AnswerCut(1, ENROLMENT);
    try (CutProxy client = proxy(cut).watched(here)) {
      assertThat(post(client, "/api/courses/1/enrolment")).isEqualTo(201);
      cut.arm();
      assertThat(post(client, "/api/other")).isEqualTo(201);
      assertThat(client.resets()).isZero();

      assertThatThrownBy(() -> post(client, "/api/courses/2/enrolment"))
          .isInstanceOf(IOException.class);

      assertThat(client.resets()).isEqualTo(1);
      assertThat(client.cuts()).isZero();
    }
  }

  /** A pod that dies resets connections as well, and that is no cut. */
  @Test
  void aResetOfTheServersIsNoneToTheClientOfTheProxy() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket resetting = new ServerSocket(0, 1, here)) {
      Thread.ofVirtual().start(() -> resetOne(resetting));
      var address = new InetSocketAddress(here, resetting.getLocalPort());
      CutProxy cutting = new AnswerCut(1, ENROLMENT).proxy(here, List.of(address), Transport.PLAIN);
      try (CutProxy client = cutting.watched(here)) {
        assertThatThrownBy(() -> post(client, "/api/courses/1/enrolment"))
            .isInstanceOf(IOException.class);

        assertThat(cutting.resets()).isEqualTo(1);
        assertThat(client.resets()).isZero();
      }
    }
  }

  private static void resetOne(ServerSocket resetting) {
    try (Socket socket = resetting.accept()) {
      int read;
      do {
        read = socket.getInputStream().read();
      } while (read >= 0 && read != '}');
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void readsAndCutsWhatIsEnciphered(@TempDir Path folder) throws Exception {
    OwnTls tls = OwnTls.make(folder);
    assertThat(folder).isEmptyDirectory();
    InetAddress here = InetAddress.getLoopbackAddress();
    var cut = new AnswerCut(1, ENROLMENT);
    // A second proxy stands for the server that takes nothing but TLS.
    try (CutProxy enciphered =
            CutProxy.start(
                here, List.of(server.getAddress()), decipher(tls), () -> Conversation.UNCUT);
        CutProxy proxy =
            cut.proxy(here, List.of(new InetSocketAddress(here, enciphered.port())), tls);
        HttpClient trusting =
            HttpClient.newBuilder().sslContext(AnyCertificate.context()).build()) {
      URI other = URI.create("https://127.0.0.1:" + proxy.port() + "/api/other");
      URI enrolment = other.resolve("/api/courses/1/enrolment");
      cut.arm();
      assertThat(post(trusting, other)).isEqualTo(201);
      assertThatThrownBy(() -> post(trusting, enrolment)).isInstanceOf(IOException.class);
      assertThat(proxy.cuts()).isEqualTo(1);
    }
    assertThat(effects).contains("POST /api/courses/1/enrolment");
  }

  /** TLS to clients only. */
  private static Transport decipher(OwnTls tls) {
    return new Transport() {
      @Override
      public Socket ofClient(Socket wire) throws IOException {
        return tls.ofClient(wire);
      }

      @Override
      public Socket ofServer(Socket wire, InetSocketAddress there) {
        return wire;
      }
    };
  }

  private CutProxy proxy(AnswerCut cut) {
    return proxy(cut, server.getAddress());
  }

  private static CutProxy proxy(AnswerCut cut, InetSocketAddress... servers) {
    return cut.proxy(InetAddress.getLoopbackAddress(), List.of(servers), Transport.PLAIN);
  }

  private int post(CutProxy proxy, String path) throws IOException, InterruptedException {
    return post(client, URI.create("http://127.0.0.1:" + proxy.port() + path));
  }

  private static int post(HttpClient client, URI uri) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("{}")).build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }
}
