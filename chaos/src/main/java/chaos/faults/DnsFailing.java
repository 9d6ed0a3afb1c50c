package chaos.faults;

import chaos.undo.Commands;
import chaos.undo.Networks;
import chaos.undo.UndoFailed;
import environments.Part;
import java.util.List;
import java.util.Optional;

/**
 * A pod's questions to DNS are never answered: what it has looked up it still knows for a while,
 * and whatever it has to look up anew fails. By a rule of iptables in the pod's network namespace.
 */
final class DnsFailing extends PartFault {
  /** Before the engine leads the packets to its own server at another port. */
  private static final List<String> QUESTIONS =
      List.of("OUTPUT", "-t", "raw", "-p", "udp", "--dport", "53");

  DnsFailing() {
    super(Part.Kind.POD, "dns-failing", "the pod's questions to DNS are never answered");
  }

  @Override
  public Optional<String> refusal(Site site) {
    return super.refusal(site).or(() -> ofNamespaces(site)).or(PacketLoss::ofIptables);
  }

  private static Optional<String> ofNamespaces(Site site) {
    return site.isContained(Part.Kind.POD)
        ? Optional.empty()
        : Optional.of("pods of %s look no names up".formatted(site.environment()));
  }

  @Override
  Injection prepare(Site site, Part part) {
    TargetProcess process = TargetProcess.of(part);
    List<String> rule = RuleInjection.dropping(QUESTIONS, RuleInjection.comment());
    String name = site.environment().equals("k3s") ? "kubernetes.default" : "redis";
    return new RuleInjection(
        part.name(), Networks.of(process.pid()), rule, new Question(process.pid(), name));
  }

  /**
   * Looks a name up as the pod would: in its network and with its files.
   *
   * @param name that the pod's DNS knows
   */
  private record Question(long pid, String name) implements Witness {
    private static final String SECONDS_MAX = "2";
    private static final String ANSWERED = "answered";

    @Override
    public String source() {
      return "a question of our own in the pod's network";
    }

    @Override
    public String look() throws InterruptedException {
      List<String> command =
          List.of(
              "nsenter",
              "-t",
              Long.toString(pid),
              "-n",
              "-m",
              "--",
              "timeout",
              SECONDS_MAX,
              "getent",
              "ahosts",
              name);
      try {
        Commands.Result result = Commands.run(command);
        return name + " is " + (result.succeeded() ? ANSWERED : "not answered: " + result.reason());
      } catch (UndoFailed e) {
        return name + " can't be asked for: " + e.getMessage();
      }
    }

    @Override
    public boolean fired(String before, String during) {
      return before.endsWith(ANSWERED) && during.contains("not " + ANSWERED);
    }
  }
}
