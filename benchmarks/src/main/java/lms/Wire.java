package lms;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that costs next to nothing: one request over and over, on a few kept connections at
 * once, whose answers must all be 200 and as long as the first. For one thread.
 */
final class Wire implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

  private final List<Socket> sockets = new ArrayList<>();
  private final byte[] request;
  private final byte[] answer;

  Wire(int port, String path, String cookie) throws IOException {
    String text =
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: %s\r\n\r\n".formatted(path, cookie);
    request = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < CONNECTIONS; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      sockets.add(socket);
    }
    answer = new byte[firstLength(sockets.getFirst())];
  }

  /** Sends at least {@code count} requests and reads all of their answers. */
  void send(int count) throws IOException {
    for (int sent = 0; sent < count; sent += CONNECTIONS) {
      for (Socket socket : sockets) {
        socket.getOutputStream().write(request);
      }
      for (Socket socket : sockets) {
        socket.getInputStream().readNBytes(answer, 0, answer.length);
        demandOk();
      }
    }
  }

  private void demandOk() {
    for (int i = 0; i < OK.length; i++) {
      if (answer[i] != OK[i]) {
        throw new IllegalStateException(
            "not as the first answer: " + new String(answer, 0, 60, StandardCharsets.US_ASCII));
      }
    }
  }

  /** Head and body of one answer, in bytes. */
  private int firstLength(Socket socket) throws IOException {
    socket.getOutputStream().write(request);
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) in.read());
    }
    int body =
        head.toString()
            .lines()
            .filter(line -> line.startsWith("Content-Length: "))
            .mapToInt(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no length: " + head));
    in.readNBytes(body);
    return head.length() + body;
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
