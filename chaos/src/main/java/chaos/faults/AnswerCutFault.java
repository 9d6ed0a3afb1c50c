package chaos.faults;

import chaos.cut.AnswerCut;
import chaos.cut.CutProxy;
import chaos.cut.OwnTls;
import chaos.cut.Transport;
import environments.Link;
import environments.Part;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The platform has done what a learner asked for, and the learner never hears of it: every n-th
 * answer of a kind is lost on the way.
 */
final class AnswerCutFault implements Fault {
  private static final String LINK = "edge";
  private static final int EVERY_MIN = 2;
  private static final int EVERY_MAX = 4;

  private final String what;
  private final Pattern requests;

  /**
   * A fault.
   *
   * @param what the answer is about, such as {@code enrolment}
   * @param requests method and path of the requests
   */
  AnswerCutFault(String what, Pattern requests) {
    this.what = what;
    this.requests = requests;
  }

  @Override
  public String name() {
    return what + "-answer-cut";
  }

  @Override
  public String summary() {
    return "every n-th answer to %s is lost on the way to the learner".formatted(what + "s");
  }

  @Override
  public Optional<String> refusal(Site site) {
    return site.link(LINK).isEmpty()
        ? Optional.of(
            "environment %s has no link from learners that can be led through a proxy"
                .formatted(site.environment()))
        : Optional.empty();
  }

  @Override
  public Injection prepare(Site site, SplittableRandom random) {
    Link link = site.link(LINK).orElseThrow();
    var cut = new AnswerCut(random.nextInt(EVERY_MIN, EVERY_MAX), requests);
    return new CutFault(link, addresses(link)) {
      @Override
      CutProxy proxy(InetAddress local, List<InetSocketAddress> upstream)
          throws FaultFailed, InterruptedException {
        return cut.proxy(local, upstream, transport(site));
      }

      @Override
      void arm() {
        cut.arm();
      }

      @Override
      public Witness witness() {
        return new ResetWitness();
      }
    };
  }

  /** An edge takes nothing that is not enciphered: what goes through is deciphered on the way. */
  private static Transport transport(Site site) throws FaultFailed, InterruptedException {
    if (site.parts(Part.Kind.EDGE).isEmpty()) {
      return Transport.PLAIN;
    }
    try {
      return OwnTls.make(site.work());
    } catch (IOException e) {
      throw new FaultFailed("nothing can be read on its way: " + e.getMessage(), e);
    }
  }

  /** The servers that the link leads to. */
  static List<InetSocketAddress> addresses(Link link) {
    return Stream.of(link.upstream().split(",", -1)).map(AnswerCutFault::address).toList();
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  /** Reads how many connections the kernel has reset because their owner said so. */
  private static final class ResetWitness implements Witness {
    private static final Path COUNTERS = Path.of("/proc/net/netstat");
    private static final String COUNTER = "TCPAbortOnData";

    @Override
    public String source() {
      return COUNTERS + ", " + COUNTER;
    }

    @Override
    public String look() {
      try {
        List<String> lines =
            Files.readAllLines(COUNTERS).stream()
                .filter(line -> line.startsWith("TcpExt:"))
                .toList();
        List<String> names = List.of(lines.get(0).split(" ", -1));
        return lines.get(1).split(" ", -1)[names.indexOf(COUNTER)] + " connections reset";
      } catch (IOException e) {
        return "0 connections reset, as far as can be seen";
      }
    }

    @Override
    public boolean fired(String before, String during) {
      return Witness.number(during) > Witness.number(before);
    }
  }
}
