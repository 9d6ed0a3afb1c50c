package chaos.faults;

import chaos.undo.Commands;
import chaos.undo.NetRules;
import chaos.undo.Networks;
import chaos.undo.UndoFailed;
import environments.Link;
import environments.Part;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A share of the packets to the database is lost on the way, as on a bad network: TCP sends them
 * again. By a rule of iptables in the database's network namespace.
 */
final class PacketLoss implements Fault {
  private static final String LOST = "0.1";
  private static final int MYSQL = 3306;
  private static final long PACKETS_SHOWN = 5;

  @Override
  public String name() {
    return "database-packet-loss";
  }

  @Override
  public String summary() {
    return "one packet in ten to the database is lost";
  }

  @Override
  public Optional<String> refusal(Site site) {
    if (site.parts(Part.Kind.DATABASE).isEmpty() || site.link("database").isEmpty()) {
      return Optional.of(
          "environment %s has no database that is reached by a link".formatted(site.environment()));
    }
    return ofIptables();
  }

  /** Why rules can't be made here, if so. */
  static Optional<String> ofIptables() {
    try {
      return Commands.run(List.of("iptables", "-w", "10", "-S", "INPUT")).succeeded()
          ? Optional.empty()
          : Optional.of("iptables can't be used here; it needs root and a kernel with netfilter");
    } catch (UndoFailed e) {
      return Optional.of("there is no iptables here; install it");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while looking for iptables");
    }
  }

  @Override
  public Injection prepare(Site site, SplittableRandom random) {
    Part database = site.parts(Part.Kind.DATABASE).getFirst();
    boolean own = database.container().isPresent();
    Link link = site.link("database").orElseThrow();
    int port =
        own
            ? MYSQL
            : Integer.parseInt(link.upstream().substring(link.upstream().lastIndexOf(':') + 1));
    String comment = RuleInjection.comment();
    List<String> share =
        List.of(
            "INPUT",
            "-p",
            "tcp",
            "--dport",
            Integer.toString(port),
            "-m",
            "statistic",
            "--mode",
            "random",
            "--probability",
            LOST);
    Optional<String> network = own ? network(database) : Optional.of(Networks.OWN);
    return new RuleInjection(
        "link database",
        network,
        RuleInjection.dropping(share, comment),
        new PacketCounter(network, comment));
  }

  private static Optional<String> network(Part database) {
    return Networks.of(TargetProcess.of(database).pid());
  }

  /** Reads the kernel's count of packets that met the rule. */
  private record PacketCounter(Optional<String> network, String comment) implements Witness {
    private static final Pattern COUNT = Pattern.compile("^\\[(\\d+):\\d+]");

    @Override
    public String source() {
      return "the kernel's packet counters";
    }

    @Override
    public String look() throws InterruptedException {
      Optional<NetRules> rules = network.flatMap(NetRules::in);
      if (rules.isEmpty()) {
        return "0 packets lost, as far as can be seen: its network is gone";
      }
      try {
        return rules.get().counted().stream()
            .filter(line -> line.contains(comment))
            .map(COUNT::matcher)
            .filter(Matcher::find)
            .map(count -> count.group(1) + " packets lost")
            .findFirst()
            .orElse("0 packets lost, no rule");
      } catch (UndoFailed e) {
        return "0 packets lost, as far as can be seen: " + e.getMessage();
      }
    }

    @Override
    public boolean fired(String before, String during) {
      return Witness.number(during) - Witness.number(before) >= PACKETS_SHOWN;
    }
  }
}
