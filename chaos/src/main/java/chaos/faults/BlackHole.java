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

  @Override
  Witness witness(Site site, Link found) {
    return LinkProbe.of(site, found).endsAs(LinkProbe.How.SILENT);
  }
}
