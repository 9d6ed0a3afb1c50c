package reports.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private static final Path FILE =
      Path.of(System.getProperty("headroom.root", "..")).resolve("reports/claims.yaml");

  private static final String GOOD =
      """
      schema: 1
      claims:
        - id: rate
          title: A rate
          source: ours
          stated: {value: 500, unit: requests a second, per: pod}
          method: levels
          workload:
            - {phase: rate, requestsPerSecond: 500}
          environments: [embedded]
          levels:
            - {metric: response time, percentile: 99, limitMillis: 500, over: all}
          conditions: {pods: 1, ownCores: true}
          informative: false
          extrapolation: false
          command: ./headroom run rate
          built: true
      """;

  private static List<String> problems(String text) {
    InvalidClaims invalid =
        catchThrowableOfType(InvalidClaims.class, () -> Claims.parse("claims.yaml", text));
    assertThat(invalid).as("the file should be refused").isNotNull();
    return invalid.problems();
  }

  @Test
  void readsTheClaimsOfTheProject() {
    Claims claims = Claims.read(FILE);
    assertThat(claims.all()).hasSizeGreaterThanOrEqualTo(20);
    Claim rate = claims.find("pod-rate").orElseThrow();
    assertThat(rate.levels()).hasSize(5);
    assertThat(rate.levels().getFirst())
        .isEqualTo(new Level.ResponseTime(95, 150, Level.Over.ALL, 1));
    assertThat(rate.conditions().podMemoryMiB()).isEqualTo(768);
    assertThat(rate.workload())
        .containsExactly(new Claim.Target("rate", null, null, 500.0, null, null, false));
  }

  @Test
  void acceptsAGoodFile() {
    assertThat(Claims.parse("claims.yaml", GOOD).all()).hasSize(1);
  }

  @Test
  void namesAnUnknownKeyWithTheNearestRightOne() {
    assertThat(problems(GOOD.replace("limitMillis", "limitMilis")))
        .containsExactly(
            "claims.yaml line 12: claims: levels: limitMillis is missing; it must be"
                + " whole milliseconds above 0",
            "claims.yaml line 12: claims: levels: unknown key limitMilis; did you mean"
                + " limitMillis?");
  }

  @Test
  void namesAMissingKeyAndWhatItMustBe() {
    assertThat(problems(GOOD.replace("    title: A rate\n", "")))
        .containsExactly(
            "claims.yaml line 3: claims: title is missing; it must be the promise in a"
                + " few words");
  }

  @Test
  void namesAWrongType() {
    assertThat(problems(GOOD.replace("informative: false", "informative: perhaps")))
        .containsExactly(
            "claims.yaml line 14: claims: informative must be true or false, not" + " \"perhaps\"");
    assertThat(problems(GOOD.replace("environments: [embedded]", "environments: embedded")))
        .containsExactly(
            "claims.yaml line 10: claims: environments must be a list, not" + " \"embedded\"");
  }

  @Test
  void namesABadValueWithTheNearestRightOne() {
    assertThat(problems(GOOD.replace("method: levels", "method: level")))
        .containsExactly(
            "claims.yaml line 7: claims: method must be one of levels, steps, census, rollouts,"
                + " experiment, autoscaling, image size, hardening, pod connections, total"
                + " connections, month, none, not \"level\"; did you mean levels?");
    assertThat(problems(GOOD.replace("percentile: 99", "percentile: 100")))
        .containsExactly(
            "claims.yaml line 12: claims: levels: percentile must be a number from 1 to"
                + " 99.999, such as 99, not \"100\"");
  }

  @Test
  void namesBothLinesOfADuplicateId() {
    String claim = GOOD.substring(GOOD.indexOf("  - id"));
    assertThat(problems(GOOD + claim))
        .containsExactly("claims.yaml line 18: claims: id rate is taken by the claim in line 3");
  }

  @Test
  void namesAKeyThatStandsThereTwice() {
    assertThat(problems(GOOD.replace("    built: true", "    built: true\n    built: true")))
        .singleElement()
        .asString()
        .startsWith("claims.yaml line 18: ")
        .contains("built");
  }

  @Test
  void namesEveryMistakeOfAFileAtOnce() {
    assertThat(problems(GOOD.replace("schema: 1", "schema: 2").replace("pods: 1", "pods: none")))
        .containsExactly(
            "claims.yaml line 1: schema must be 1, the only version that is known, not" + " \"2\"",
            "claims.yaml line 13: claims: conditions: pods must be a whole number above"
                + " 0, not \"none\"");
  }

  @Test
  void namesTheLineWhereItIsNotYaml() {
    assertThat(problems(GOOD.replace("[embedded]", "[embedded")))
        .singleElement()
        .asString()
        .startsWith("claims.yaml line 1")
        .contains("this is not YAML");
  }
}
