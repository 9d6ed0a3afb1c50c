package environments.links;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

/** The ends of sockets. */
final class Sockets {
  private Sockets() {}

  /** Closes one whatever it says. */
  static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no more use either way.
      return;
    }
  }

  /** Closes one so that its peer is told by a reset, which overtakes what was not read yet. */
  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      // It is closed already.
      return;
    }
    close(socket);
  }
}
