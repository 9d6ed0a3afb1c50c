package chaos.faults;

import chaos.undo.Proxies;
import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import environments.Link;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Nobody listens at the near end of a link, and the connections that there were are cut. */
final class Refusing implements Fault {
  private final String link;

  Refusing(String link) {
    this.link = link;
  }

  @Override
  public String name() {
    return link + "-refusing";
  }

  @Override
  public String summary() {
    return "connections are cut and new ones refused";
  }

  @Override
  public Optional<String> refusal(Site site) {
    return site.link(link).isEmpty()
        ? Optional.of(
            "environment %s has no link to %s that can be cut".formatted(site.environment(), link))
        : Optional.empty();
  }

  @Override
  public Injection prepare(Site site, SplittableRandom random) {
    Link found = site.link(link).orElseThrow();
    return new Cut(found, LinkProbe.of(site, found).endsAs(LinkProbe.How.REFUSED));
  }

  private record Cut(Link link, Witness witness) implements Injection {
    @Override
    public String target() {
      return "link " + link.name();
    }

    @Override
    public Optional<String> alone() {
      return Optional.of("where " + target() + " leads");
    }

    @Override
    public List<Undo> undos() {
      return List.of(new Undo.ResetProxy(link.api(), link.proxy(), link.upstream()));
    }

    @Override
    public void inject() throws FaultFailed, InterruptedException {
      try {
        new Proxies(link.api()).set(link.proxy(), false, link.upstream());
      } catch (UndoFailed e) {
        throw new FaultFailed("link " + link.name() + " can't be cut: " + e.getMessage(), e);
      }
    }
  }
}
