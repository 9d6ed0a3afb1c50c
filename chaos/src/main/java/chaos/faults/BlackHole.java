package chaos.faults;

import environments.Link;
import java.util.SplittableRandom;

/** What goes into a link never comes out, and nobody is told. */
final class BlackHole extends LinkFault {
  BlackHole(String link) {
    super(link, "black-hole", "connections stay open and nothing comes through");
  }

  @Override
  Toxic toxic(SplittableRandom random) {
    return new Toxic("timeout", "downstream", "\"timeout\":0");
  }

  /**
   * What answers and closes at once, as HTTP/1.0 does, is closed to who asks; others are silent.
   */
  @Override
  Witness witness(Site site, Link found) {
    LinkProbe probe = LinkProbe.of(site, found);
    return probe.endsAs(probe.endsByItself() ? LinkProbe.How.CLOSED : LinkProbe.How.SILENT);
  }
}
