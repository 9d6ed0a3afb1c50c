package reports.judge;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reports.claims.Claim;
import reports.run.EnvironmentFacts;
import reports.run.EnvironmentFacts.ImageContent;
import reports.run.EnvironmentFacts.Layer;

/**
 * Judges the size of the image that ran, all of its layers unpacked, as its engine has them. On
 * another base than the official one only our own layers are known, and the size is not proven.
 */
final class ImageSize {
  private static final double MB = 1e6;

  private final @Nullable ImageContent image;
  private final double limit;
  private final double stated;

  ImageSize(Evidence evidence, Claim claim) {
    this.image = evidence.facts().map(EnvironmentFacts::imageContent).orElse(null);
    this.stated = claim.stated().value();
    this.limit = stated * Limits.ABOUT;
  }

  Verdict verdict() {
    if (image == null || image.bytes() == null || image.stages() == null) {
      return new Verdict.NotProven("The run does not say what its image consists of.");
    }
    if (image.stages() < 2) {
      return new Verdict.Refuted(
          "The image is built in one stage, so that all its build needs is in it.", null);
    }
    double all = image.bytes() / MB;
    Long base = image.baseBytes();
    if (base == null) {
      return new Verdict.NotProven(
          String.format(
              "The image has %s, and its layers do not begin with those of %s here: what is ours of"
                  + " it is unknown.",
              megabytes(all), image.base()),
          figure(all));
    }
    double ours = (image.bytes() - base) / MB;
    boolean official = Boolean.TRUE.equals(image.baseOfficial());
    if (ours > limit || (official && all > limit)) {
      return new Verdict.Refuted(
          String.format(
              "The image has %s, %s of them above %s; about %s were promised, and about is up to"
                  + " %s. Ours: %s.",
              megabytes(all),
              megabytes(ours),
              image.base(),
              megabytes(stated),
              megabytes(limit),
              layers(image.layers())),
          figure(official ? all : ours));
    }
    if (!official) {
      return new Verdict.NotProven(
          String.format(
              "The base here is called %s and is not the official one, so that the %s of the image"
                  + " say nothing. Ours are %s of them: %s.",
              image.base(), megabytes(all), megabytes(ours), layers(image.layers())),
          figure(ours));
    }
    return new Verdict.Verified(
        String.format(
            "The image for %s has %s, %s of them above the official %s, from a build of %d stages;"
                + " about %s were promised, and about is up to %s.",
            image.architecture(),
            megabytes(all),
            megabytes(ours),
            image.base(),
            image.stages(),
            megabytes(stated),
            megabytes(limit)),
        figure(all));
  }

  private Verdict.Figure figure(double megabytes) {
    return new Verdict.Figure("size of the image", megabytes, megabytes, limit, "MB");
  }

  private static String layers(List<Layer> layers) {
    return layers.stream()
        .map(layer -> megabytes(layer.bytes() / MB) + " by " + layer.instruction())
        .collect(Collectors.joining(", "));
  }

  private static String megabytes(double value) {
    return Words.number(Math.rint(value * 10) / 10) + " MB";
  }
}
