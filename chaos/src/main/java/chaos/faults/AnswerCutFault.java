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
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    var witness = new ClientWitness();
    return new CutFault(link, addresses(link)) {
      @Override
      CutProxy proxy(InetAddress local, List<InetSocketAddress> upstream)
          throws FaultFailed, InterruptedException {
        CutProxy client = cut.proxy(local, upstream, transport(site)).watched(local);
        witness.watch(client);
        return client;
      }

      @Override
      void arm() {
        witness.note();
        cut.arm();
      }

      @Override
      public Witness witness() {
        return witness;
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

  /**
   * Is the only client of the proxy that cuts, and sees which of its connections end in a reset.
   * Those that were ended to lead the link through the proxy are none of them.
   */
  private static final class ClientWitness implements Witness {
    private volatile @Nullable CutProxy client;
    private volatile int noted;

    void watch(CutProxy only) {
      client = only;
    }

    /** Counts from now on. */
    void note() {
      noted = resets();
    }

    private int resets() {
      CutProxy only = client;
      return only == null ? 0 : only.resets();
    }

    @Override
    public String source() {
      return "the client's end of each connection through the proxy";
    }

    @Override
    public String look() {
      return (resets() - noted) + " connections reset";
    }

    @Override
    public boolean fired(String before, String during) {
      return Witness.number(during) > Witness.number(before);
    }
  }
}
