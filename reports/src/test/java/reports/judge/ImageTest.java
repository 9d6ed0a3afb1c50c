package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Images and processes of known truth, as an engine and a kernel would tell of them. */
class ImageTest {
  private static final String NONE = "0000000000000000";
  private final BareEvidence evidence = new BareEvidence();
  private final Map<String, Object> image =
      new TreeMap<>(
          Map.of(
              "base",
              "eclipse-temurin:25-jre",
              "baseOfficial",
              true,
              "baseBytes",
              140_000_000,
              "bytes",
              220_000_000,
              "architecture",
              "amd64",
              "stages",
              3,
              "layers",
              List.of(
                  Map.of("bytes", 22_000_000, "instruction", "COPY lib/ lib/"),
                  Map.of("bytes", 58_000_000, "instruction", "COPY /app/lms.aot ./"))));
  private final Map<String, Object> privileges =
      new TreeMap<>(
          Map.of(
              "program",
              "java",
              "uids",
              List.of(1001, 1001, 1001, 1001),
              "gids",
              List.of(1001, 1001, 1001, 1001),
              "capabilities",
              sets("effective", NONE),
              "noNewPrivileges",
              true,
              "rootWrite",
              "sh: 2: cannot create /var/tmp/headroom-trial: Read-only file system"));

  @Test
  void anImageOfATenthMoreThanTwoHundredMegabytesIsVerified() {
    assertThat(size()).isInstanceOf(Verdict.Verified.class);
    assertThat(size().reason())
        .isEqualTo(
            "The image for amd64 has 220 MB, 80 MB of them above the official"
                + " eclipse-temurin:25-jre, from a build of 3 stages; about 200 MB were promised,"
                + " and about is up to 220 MB.");
  }

  @Test
  void aByteMoreRefutes() {
    image.put("bytes", 220_000_001);
    assertThat(size()).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void anotherBaseProvesNothingAndOursIsReported() {
    image.put("baseOfficial", false);
    image.put("baseBytes", 400_000_000);
    image.put("bytes", 480_000_000);
    assertThat(size()).isInstanceOf(Verdict.NotProven.class);
    assertThat(size().reason())
        .contains("is not the official one", "Ours are 80 MB")
        .contains("22 MB by COPY lib/ lib/, 58 MB by COPY /app/lms.aot ./");
  }

  @Test
  void ourLayersAloneRefuteOnAnyBaseOnceTheyAreLarger() {
    image.put("baseOfficial", false);
    image.put("bytes", 360_000_000);
    assertThat(size()).isInstanceOf(Verdict.NotProven.class);
    image.put("bytes", 360_000_001);
    assertThat(size()).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void aBaseWhoseLayersAreNotBelowProvesNothing() {
    image.remove("baseBytes");
    assertThat(size()).isInstanceOf(Verdict.NotProven.class);
  }

  @Test
  void oneStageRefutes() {
    image.put("stages", 1);
    assertThat(size()).isInstanceOf(Verdict.Refuted.class);
    image.put("stages", 2);
    assertThat(size()).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void anImageThatNobodyLookedAtProvesNothing() {
    var bare = new ImageSize(evidence.of(), BareEvidence.claim("image-size"));
    assertThat(bare.verdict()).isInstanceOf(Verdict.NotProven.class);
  }

  @Test
  void aProcessWithoutAnyPrivilegeIsVerified() {
    assertThat(hardening()).isInstanceOf(Verdict.Verified.class);
    assertThat(hardening().reason())
        .isEqualTo(
            "The pod's process runs as user 1001, without any capability, and can gain none; a"
                + " write to the root file system was refused as read-only.");
  }

  @Test
  void rootRefutesAndSoDoesAnyOtherUserOrTheGroupOfRoot() {
    privileges.put("uids", List.of(0, 0, 0, 0));
    assertThat(hardening().reason()).isEqualTo("pod-1's java runs as user 0 and not 1001.");
    privileges.put("uids", List.of(1001, 1001, 0, 1001));
    assertThat(hardening()).isInstanceOf(Verdict.Refuted.class);
    privileges.put("uids", List.of(1000, 1000, 1000, 1000));
    assertThat(hardening()).isInstanceOf(Verdict.Refuted.class);
    privileges.put("uids", List.of(1001, 1001, 1001, 1001));
    privileges.put("gids", List.of(1001, 0, 1001, 1001));
    assertThat(hardening()).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void oneCapabilityInAnySetRefutes() {
    for (String set : List.of("inherited", "permitted", "effective", "bounding", "ambient")) {
      privileges.put("capabilities", sets(set, "0000000000000400"));
      assertThat(hardening()).as(set).isInstanceOf(Verdict.Refuted.class);
      assertThat(hardening().reason()).contains(set + " capabilities 0000000000000400");
    }
  }

  @Test
  void privilegesThatCanBeGainedRefute() {
    privileges.put("noNewPrivileges", false);
    assertThat(hardening()).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void aRootThatIsWrittenToRefutesAndOneThatCouldNotBeTriedProvesNothing() {
    privileges.put("rootWrite", "written");
    assertThat(hardening()).isInstanceOf(Verdict.Refuted.class);
    privileges.put("rootWrite", "sh: 2: cannot create /var/tmp/x: Permission denied");
    assertThat(hardening()).isInstanceOf(Verdict.NotProven.class);
    privileges.remove("rootWrite");
    assertThat(hardening()).isInstanceOf(Verdict.NotProven.class);
  }

  @Test
  void whatAProcessDoesNotSayIsNotTakenForGranted() {
    for (String what : List.of("uids", "capabilities", "noNewPrivileges")) {
      Object before = privileges.remove(what);
      assertThat(hardening()).as(what).isInstanceOf(Verdict.NotProven.class);
      privileges.put(what, Objects.requireNonNull(before));
    }
  }

  @Test
  void aPodThatNobodyAskedProvesNothing() {
    evidence.environment.put("pods", 2);
    assertThat(hardening()).isInstanceOf(Verdict.NotProven.class);
    privileges.put("noNewPrivileges", false);
    assertThat(hardening()).isInstanceOf(Verdict.Refuted.class);
  }

  private static Map<String, String> sets(String one, String held) {
    Map<String, String> sets = new TreeMap<>();
    for (String set : List.of("inherited", "permitted", "effective", "bounding", "ambient")) {
      sets.put(set, set.equals(one) ? held : NONE);
    }
    return sets;
  }

  private Verdict size() {
    evidence.environment.put("imageContent", image);
    return new ImageSize(evidence.of(), BareEvidence.claim("image-size")).verdict();
  }

  private Verdict hardening() {
    evidence.environment.put("podPrivileges", Map.of("pod-1", privileges));
    return new Hardening(evidence.of(), BareEvidence.claim("image-hardening")).verdict();
  }
}
