package chaos.faults;

import chaos.undo.Mark;
import chaos.undo.Proxies;
import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import environments.Link;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** A fault of one link, by a toxic of its Toxiproxy. */
abstract class LinkFault implements Fault {
  private final String link;
  private final String what;
  private final String summary;

  /**
   * A fault.
   *
   * @param link {@code database}, {@code redis} or {@code edge}
   * @param what happens to it, such as {@code slow}
   */
  LinkFault(String link, String what, String summary) {
    this.link = link;
    this.what = what;
    this.summary = summary;
  }

  @Override
  public final String name() {
    return link + '-' + what;
  }

  @Override
  public final String summary() {
    return summary;
  }

  @Override
  public final Optional<String> refusal(Site site) {
    return site.link(link).isEmpty()
        ? Optional.of(
            "environment %s has no link to %s that can be disturbed"
                .formatted(site.environment(), link))
        : Optional.empty();
  }

  @Override
  public final Injection prepare(Site site, SplittableRandom random) {
    Link found = site.link(link).orElseThrow();
    Toxic toxic = toxic(random);
    String name = String.join("-", Mark.TEXT, toxic.type(), UUID.randomUUID().toString());
    return new ToxicInjection(found, toxic, name, witness(site, found));
  }

  /** Type, stream and attributes of the toxic, as Toxiproxy's interface has them. */
  abstract Toxic toxic(SplittableRandom random);

  /** What shows the toxic when one goes through the link oneself. */
  abstract Witness witness(Site site, Link found);

  /**
   * A toxic.
   *
   * @param stream which way it works: {@code downstream} is towards the client
   * @param attributes JSON without braces
   */
  record Toxic(String type, String stream, String attributes) {
    String json(String name) {
      return "{\"name\":\"%s\",\"type\":\"%s\",\"stream\":\"%s\",\"attributes\":{%s}}"
          .formatted(name, type, stream, attributes);
    }
  }

  /**
   * One use.
   *
   * @param name of the toxic, which two uses at once on one link must not share
   */
  private record ToxicInjection(Link link, Toxic toxic, String name, Witness witness)
      implements Injection {
    @Override
    public String target() {
      return "link " + link.name();
    }

    @Override
    public List<Undo> undos() {
      return List.of(new Undo.RemoveToxic(link.api(), link.proxy(), name));
    }

    @Override
    public void inject() throws FaultFailed, InterruptedException {
      try {
        new Proxies(link.api()).addToxic(link.proxy(), toxic.json(name));
      } catch (UndoFailed e) {
        throw new FaultFailed("link " + link.name() + " can't be disturbed: " + e.getMessage(), e);
      }
    }
  }
}
