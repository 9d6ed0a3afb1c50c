package chaos.faults;

import chaos.cut.CutProxy;
import chaos.undo.Proxies;
import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import environments.Link;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One use of a proxy that cuts answers off: the link leads through it until the fault ends. Its
 * connections are made anew for that, once at the begin and once at the end.
 */
abstract class CutFault implements Injection {
  private final Link link;
  private final List<InetSocketAddress> servers;
  private @Nullable CutProxy proxy;

  /**
   * One use.
   *
   * @param servers the far end of the link, as this process reaches it
   */
  CutFault(Link link, List<InetSocketAddress> servers) {
    this.link = link;
    this.servers = List.copyOf(servers);
  }

  @Override
  public final String target() {
    return "link " + link.name();
  }

  @Override
  public final Optional<String> alone() {
    return Optional.of("where " + target() + " leads");
  }

  @Override
  public final List<Undo> undos() {
    return List.of(new Undo.ResetProxy(link.api(), link.proxy(), link.upstream()));
  }

  /** Starts the proxy. */
  abstract CutProxy proxy(InetAddress local, List<InetSocketAddress> upstream)
      throws FaultFailed, InterruptedException;

  /** Lets it cut from now on. */
  abstract void arm();

  @Override
  public final void inject() throws FaultFailed, InterruptedException {
    try {
      CutProxy started = proxy(local(), servers);
      proxy = started;
      var proxies = new Proxies(link.api());
      proxies.set(link.proxy(), false, link.upstream());
      proxies.set(link.proxy(), true, link.hostOfUs() + ":" + started.port());
      arm();
    } catch (UndoFailed e) {
      throw new FaultFailed(
          "link " + link.name() + " can't be led elsewhere: " + e.getMessage(), e);
    }
  }

  /** Where what runs on this machine alone is to reach it, and no other machine. */
  private InetAddress local() throws FaultFailed {
    try {
      return InetAddress.getByName(link.hostOfUs());
    } catch (UnknownHostException e) {
      throw new FaultFailed("nobody knows the address " + link.hostOfUs(), e);
    }
  }

  @Override
  public final void repair() {
    if (proxy != null) {
      proxy.close();
    }
  }
}
