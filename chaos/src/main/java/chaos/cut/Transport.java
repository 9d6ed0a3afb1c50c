package chaos.cut;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** How a proxy gets to read and write what goes through its connections. Thread-safe. */
public interface Transport {
  /** As it is. */
  Transport PLAIN =
      new Transport() {
        @Override
        public Socket ofClient(Socket wire) {
          return wire;
        }

        @Override
        public Socket ofServer(Socket wire, InetSocketAddress server) {
          return wire;
        }
      };

  /** What a client says and hears over a connection that it has made. */
  Socket ofClient(Socket wire) throws IOException;

  /** What is said to a server over a connection to it, and what it answers. */
  Socket ofServer(Socket wire, InetSocketAddress server) throws IOException;
}
