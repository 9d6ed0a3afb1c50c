package environments;

import environments.links.LinkServer;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A Toxiproxy that runs, or what speaks its interface, and makes links.
 *
 * @param api where it is told what to do
 * @param listens the address at which its proxies listen, as it knows it
 * @param host where this machine reaches them
 * @param hostOfUs as {@link Link#hostOfUs} has it
 */
record Toxiproxy(URI api, String listens, String host, String hostOfUs) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration START_DEADLINE = Duration.ofMinutes(1);

  /**
   * Starts our own on this machine, as a child process.
   *
   * @param cpus as in {@link Program#cpus}
   */
  static Toxiproxy embedded(List<Integer> cpus, WorkFolder work, Children children) {
    List<String> command = OwnProgram.command(LinkServer.class);
    Child child = children.start(Program.of("links", command, work.path()).on(cpus));
    String api = child.await(LinkServer.READY, START_DEADLINE).group(1);
    return new Toxiproxy(URI.create(api), LOOPBACK, LOOPBACK, LOOPBACK);
  }

  /**
   * Makes a link.
   *
   * @param port where its near end listens
   * @param upstream where it leads, as the Toxiproxy reaches it
   */
  Link link(String name, int port, String upstream) {
    try {
      new ToxiproxyClient(api.getHost(), api.getPort())
          .createProxy(name, listens + ":" + port, upstream);
      return new Link(name, api, name, new InetSocketAddress(host, port), upstream, hostOfUs);
    } catch (IOException e) {
      throw new EnvironmentUnavailable(
          "the link " + name + " could not be made: " + e.getMessage(), e);
    }
  }
}
