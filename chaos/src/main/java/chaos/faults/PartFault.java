package chaos.faults;

import environments.Part;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** A fault of one part of a kind: which one, where there are several, is chosen by chance. */
abstract class PartFault implements Fault {
  private final Part.Kind kind;
  private final String what;
  private final String summary;

  /**
   * A fault.
   *
   * @param what is done to the part, such as {@code killed}
   */
  PartFault(Part.Kind kind, String what, String summary) {
    this.kind = kind;
    this.what = what;
    this.summary = summary;
  }

  /** A part of a kind as names of faults have it. */
  static String word(Part.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public final String name() {
    return word(kind) + '-' + what;
  }

  @Override
  public final String summary() {
    return summary;
  }

  @Override
  public Optional<String> refusal(Site site) {
    return site.refusal(kind);
  }

  @Override
  public final Injection prepare(Site site, SplittableRandom random) {
    List<Part> all = site.parts(kind);
    return prepare(site, all.get(random.nextInt(all.size())));
  }

  abstract Injection prepare(Site site, Part part);
}
