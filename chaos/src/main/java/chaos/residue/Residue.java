package chaos.residue;

import chaos.faults.Site;
import chaos.undo.Journals;
import environments.Link;
import environments.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * What a fault could leave behind, a line for each thing: toxics, disabled and misled proxies,
 * rules, quotas, stopped and missing processes, helpers, control groups, files. What was there
 * before the first fault is no residue, so two looks are compared. What belongs to another run that
 * lives is left out.
 */
public final class Residue {
  /** How the line of a part ends that has ended. */
  public static final String ENDED = " does not run here";

  private Residue() {}

  /** What is to be seen at a site now. Takes some tenths of a second. */
  public static List<String> at(Site site, Journals journals) throws InterruptedException {
    List<String> found = new ArrayList<>();
    for (Link link : site.links()) {
      found.addAll(LinkResidue.of(link));
    }
    for (Part part : site.parts()) {
      found.addAll(PartResidue.of(part));
    }
    found.addAll(FileResidue.in(site.work()));
    found.addAll(onMachine(journals));
    return found;
  }

  /** What carries our mark on this machine, wherever it came from. */
  public static List<String> onMachine(Journals journals) throws InterruptedException {
    return MarkedResidue.of(journals.ofOthersThatLive());
  }
}
