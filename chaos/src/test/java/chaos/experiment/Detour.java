package chaos.experiment;

import chaos.cut.AnswerCut;
import chaos.cut.CutProxy;
import chaos.cut.Transport;
import chaos.faults.Fault;
import chaos.faults.FaultFailed;
import chaos.faults.Injection;
import chaos.faults.Site;
import chaos.faults.Witness;
import chaos.undo.Proxies;
import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import environments.Link;
import environments.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leads all of the load to a pod with a defect, and kills that in the end. Every third answer to an
 * enrolment is lost on the way, so that it is sent again.
 */
final class Detour implements Fault, AutoCloseable {
  static final String NAME = "detour";

  private final PlantedDefect defect;
  private final Path lms;
  private final Path folder;
  private @Nullable DefectivePod pod;

  /**
   * One to a pod with a defect.
   *
   * @param lms the platform's module
   * @param folder for what is compiled
   */
  Detour(PlantedDefect defect, Path lms, Path folder) {
    this.defect = defect;
    this.lms = lms;
    this.folder = folder;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "all of the load goes to a pod of which " + defect;
  }

  @Override
  public Optional<String> refusal(Site site) {
    return Optional.empty();
  }

  @Override
  public Injection prepare(Site site, SplittableRandom random) {
    Link link = site.link("edge").orElseThrow();
    return new ToDefective(link, pod(site.parts(Part.Kind.POD).getFirst()));
  }

  /** Made when the experiment is rehearsed, before there is any load. */
  private DefectivePod pod(Part fellow) {
    DefectivePod made = pod;
    if (made != null) {
      return made;
    }
    try {
      made = new DefectivePod(defect, fellow, lms, folder);
      pod = made;
      if (!defect.showsAtStart()) {
        made.start();
      }
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (pod != null) {
      pod.close();
    }
  }

  private static final class ToDefective implements Injection {
    private final Link link;
    private final DefectivePod defective;
    private @Nullable CutProxy proxy;

    ToDefective(Link link, DefectivePod defective) {
      this.link = link;
      this.defective = defective;
    }

    @Override
    public String target() {
      return "link " + link.name();
    }

    @Override
    public boolean leavesTraces() {
      return false;
    }

    @Override
    public List<Undo> undos() {
      return List.of(new Undo.ResetProxy(link.api(), link.proxy(), link.upstream()));
    }

    @Override
    public Witness witness() {
      return Witness.NOBODY;
    }

    @Override
    public void inject() throws FaultFailed, InterruptedException {
      var cut = new AnswerCut(3, Pattern.compile("POST /api/courses/\\d+/enrolment"));
      cut.arm();
      try {
        defective.start();
        InetAddress local = InetAddress.getByName(link.hostOfUs());
        CutProxy cutting = cut.proxy(local, List.of(defective.address()), Transport.PLAIN);
        proxy = cutting;
        new Proxies(link.api()).set(link.proxy(), true, link.hostOfUs() + ":" + cutting.port());
      } catch (IOException | UndoFailed e) {
        throw new FaultFailed("there is no such pod: " + e.getMessage(), e);
      }
    }

    @Override
    public void repair() {
      defective.close();
      if (proxy != null) {
        proxy.close();
      }
    }
  }
}
