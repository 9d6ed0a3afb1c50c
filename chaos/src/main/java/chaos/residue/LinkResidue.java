package chaos.residue;

import chaos.undo.Proxies;
import chaos.undo.UndoFailed;
import environments.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with a link. */
final class LinkResidue {
  private LinkResidue() {}

  static List<String> of(Link link) throws InterruptedException {
    String name = "link " + link.name();
    try {
      Optional<Proxies.State> now = new Proxies(link.api()).state(link.proxy());
      return now.isEmpty() ? List.of(name + " has no proxy") : of(name, link, now.get());
    } catch (UndoFailed e) {
      return List.of(name + " can't be looked at: " + e.getMessage());
    }
  }

  private static List<String> of(String name, Link link, Proxies.State now) {
    List<String> found = new ArrayList<>();
    now.toxics().forEach(toxic -> found.add(name + " has the toxic " + toxic));
    if (!now.enabled()) {
      found.add(name + " is disabled");
    }
    if (!now.upstream().equals(link.upstream())) {
      found.add("%s leads to %s, not to %s".formatted(name, now.upstream(), link.upstream()));
    }
    return found;
  }
}
