package chaos.faults;

import environments.Link;
import java.util.SplittableRandom;

/** Every connection through a link is reset as soon as it is used. */
final class Reset extends LinkFault {
  Reset(String link) {
    super(link, "reset", "connections are reset as soon as they are used");
  }

  @Override
  Toxic toxic(SplittableRandom random) {
    return new Toxic("reset_peer", "downstream", "\"timeout\":0");
  }

  @Override
  Witness witness(Site site, Link found) {
    return LinkProbe.of(site, found).endsAs(LinkProbe.How.RESET);
  }
}
