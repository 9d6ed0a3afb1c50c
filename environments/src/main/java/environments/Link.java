package environments;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * A way between parts that can be disturbed: a proxy of a Toxiproxy, or of what speaks its HTTP
 * interface. In an environment that is open for faults all connections of that sort go through it.
 *
 * @param name what it leads to: {@code database} and {@code redis} from all pods, {@code edge} from
 *     the load to the platform
 * @param api where the Toxiproxy is told what to do, such as {@code http://127.0.0.1:8474}
 * @param proxy what that calls this link
 * @param listen where this machine reaches the link's near end, for a witness of one's own
 * @param upstream where it leads while nothing is wrong, as the Toxiproxy reaches it ({@code
 *     host:port})
 * @param hostOfUs how the Toxiproxy reaches a server of this process that listens on all addresses
 */
public record Link(
    String name,
    URI api,
    String proxy,
    InetSocketAddress listen,
    String upstream,
    String hostOfUs) {}
