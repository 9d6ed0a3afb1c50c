package environments;

import com.github.dockerjava.api.model.Network.Ipam;
import java.util.Objects;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

/**
 * A network of one run whose containers keep their addresses when they are stopped and started: by
 * itself the engine gives an address of one that ended to the next that starts.
 *
 * @param begin the beginning of all addresses, such as {@code 172.18.0.}
 * @param gateway how containers reach this machine
 */
record AddressedNetwork(Network network, String begin, String gateway) {
  private static final int TRIES_MAX = 5;
  private static final int PREFIX_MAX = 24;

  /** Makes one where the engine would make any: addresses are taken from known ranges only. */
  static AddressedNetwork create(DockerLease lease) {
    for (int tries = 1; ; tries++) {
      Ipam.Config range = rangeOfTheEngine(lease);
      Network network =
          Network.builder()
              .createNetworkCmdModifier(
                  command ->
                      command
                          .withLabels(lease.labels())
                          .withIpam(
                              new Ipam()
                                  .withConfig(
                                      new Ipam.Config()
                                          .withSubnet(range.getSubnet())
                                          .withGateway(range.getGateway()))))
              .build();
      try {
        // It is made when it is asked for the first time.
        Objects.requireNonNull(network.getId());
        return new AddressedNetwork(network, begin(range), String.valueOf(range.getGateway()));
      } catch (RuntimeException e) {
        // Somebody else has taken the range between.
        if (tries == TRIES_MAX) {
          throw e;
        }
      }
    }
  }

  /** Gives a container that is not started yet an address, by the last number of it. */
  void place(GenericContainer<?> container, int number) {
    container.withCreateContainerCmdModifier(command -> command.withIpv4Address(begin + number));
  }

  private static Ipam.Config rangeOfTheEngine(DockerLease lease) {
    try (Network network = Containers.network(lease)) {
      return DockerClientFactory.lazyClient()
          .inspectNetworkCmd()
          .withNetworkId(network.getId())
          .exec()
          .getIpam()
          .getConfig()
          .getFirst();
    }
  }

  private static String begin(Ipam.Config range) {
    String subnet = String.valueOf(range.getSubnet());
    int slash = subnet.indexOf('/');
    if (slash < 0 || Integer.parseInt(subnet.substring(slash + 1)) > PREFIX_MAX) {
      throw new EnvironmentUnavailable(
          "Docker's networks have too few addresses: " + subnet + ", and 256 are needed");
    }
    return subnet.substring(0, subnet.lastIndexOf('.', slash) + 1);
  }
}
