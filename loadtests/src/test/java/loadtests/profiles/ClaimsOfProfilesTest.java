package loadtests.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import loadtests.plan.Kind;
import loadtests.plan.Load;
import loadtests.plan.Phase;
import loadtests.plan.Plan;
import loadtests.plan.Profile;
import loadtests.plan.Shape;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reports.claims.Claim;
import reports.claims.Claim.Method;
import reports.claims.Claim.Target;
import reports.claims.Claims;
import reports.claims.Level;
import reports.statistics.SampleSizes;

/** What a profile sends, and what its claims must find in it to be VERIFIED. */
class ClaimsOfProfilesTest {
  private static final Claims CLAIMS =
      Claims.read(
          Path.of(System.getProperty("headroom.root", "..")).resolve("reports/claims.yaml"));

  private interface Each {
    void check(Claim claim, Target target, Phase phase);
  }

  /** Calls for each phase that a claim of its profile is judged on. */
  private static void forEach(Each each) {
    for (Profile profile : Profiles.ALL) {
      Plan plan = profile.plan(profile.defaults());
      for (String id : profile.claims()) {
        Claim claim = CLAIMS.find(id).orElseThrow();
        int found = 0;
        for (Phase phase : plan.phases()) {
          for (Target target : claim.workload()) {
            if (phase.measured() && target.matches(phase.name())) {
              each.check(claim, target, phase);
              found++;
            }
          }
        }
        boolean onPhases =
            !List.of(
                    Method.CENSUS,
                    Method.IMAGE_SIZE,
                    Method.HARDENING,
                    Method.EXPERIMENT,
                    Method.NONE)
                .contains(claim.method());
        assertThat(found > 0).as("%s of %s", id, profile.name()).isEqualTo(onPhases);
      }
    }
  }

  @Test
  void everyPhaseCarriesTheLoadThatItsClaimsAreAbout() {
    forEach(
        (claim, target, phase) -> {
          String what = claim.id() + " on " + phase.name();
          if (claim.id().startsWith("total-")) {
            return;
          }
          if (target.users() != null) {
            assertThat(users(phase)).as(what).isNotNull().isGreaterThanOrEqualTo(target.users());
          }
          if (target.requestsPerSecond() != null) {
            assertThat(phase.shape()).as(what).isInstanceOf(Shape.Open.class);
            assertThat(((Shape.Open) phase.shape()).requestsPerSecond())
                .as(what)
                .isGreaterThanOrEqualTo(target.requestsPerSecond());
          }
          if (target.withinSeconds() != null) {
            assertThat(phase.duration().toMillis() / 1000.0)
                .as(what)
                .isLessThanOrEqualTo(target.withinSeconds());
          }
        });
  }

  /** One machine carries no total: the profile that every cluster can run measures a part of it. */
  @Test
  void theProfileOfTotalsCarriesAPartOfThemInPhasesThatTheClaimsAreAbout() {
    Profile totals = Profiles.named("totals").orElseThrow();
    Plan plan = totals.plan(totals.defaults());
    assertThat(users(plan.phase("learners"))).isEqualTo(300);
    assertThat(plan.phase("rate").shape()).isEqualTo(new Shape.Open(100));
    assertThat(totals.deployment().pods()).isGreaterThan(1);
    assertThat(totals.deployment().cpuRequestMillis()).isLessThan(1_000);
    for (String id : List.of("total-users", "total-rate")) {
      Claim claim = CLAIMS.find(id).orElseThrow();
      assertThat(claim.conditions().provenOnOwnCores()).as(id).isTrue();
      assertThat(claim.conditions().size()).as(id).isEqualTo(totals.dataSize());
      assertThat(claim.conditions().pods()).as(id).isNull();
    }
  }

  @Test
  void theWritesOfAClaimAreTheKindsThatWrite() {
    List<String> writing =
        Stream.of(Kind.values()).filter(Kind::writes).map(Kind::title).sorted().toList();
    List<Claim.Writes> stated =
        CLAIMS.all().stream()
            .flatMap(claim -> claim.workload().stream())
            .map(Target::writes)
            .filter(Objects::nonNull)
            .toList();
    assertThat(stated)
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.kinds().stream().sorted().toList()).isEqualTo(writing))
        .allSatisfy(each -> assertThat(each.percent()).isEqualTo(20));
  }

  @Test
  void everyPhasePlansEnoughRequestsToProveItsLevels() {
    forEach(
        (claim, _, phase) -> {
          long planned =
              phase.planned().entrySet().stream()
                  .filter(each -> claim.counts(each.getKey().title()))
                  .mapToLong(each -> each.getValue())
                  .sum();
          for (Level level : claim.levels()) {
            long needed =
                switch (level) {
                  case Level.ResponseTime time -> SampleSizes.forPercentile(time.share());
                  case Level.Errors errors -> SampleSizes.forShare(errors.share());
                  case Level.Unserved unserved -> SampleSizes.forShare(unserved.share());
                };
            assertThat(planned)
                .as("%s on %s: %s", claim.id(), phase.name(), level.words())
                .isGreaterThanOrEqualTo(needed);
          }
        });
  }

  @Test
  void theStatedTotalIsJudgedAsATotalAndOneLessAsAPod() {
    double users = CLAIMS.find("total-users").orElseThrow().stated().value();
    double rate = CLAIMS.find("total-rate").orElseThrow().stated().value();
    Load load = Load.ONE_POD;
    Profile learners = Profiles.named("learners").orElseThrow();
    Profile open = Profiles.named("rate").orElseThrow();

    assertThat(learners.claims(load.withUsers((int) users)))
        .contains("total-users")
        .doesNotContain("pod-users");
    assertThat(learners.claims(load.withUsers((int) users - 1)))
        .isEqualTo(learners.claims())
        .doesNotContain("total-users");
    assertThat(open.claims(load.withRate(rate, load.rateDuration())))
        .contains("total-rate")
        .doesNotContain("pod-rate");
    assertThat(open.claims(load.withRate(rate - 1, load.rateDuration())))
        .isEqualTo(open.claims())
        .doesNotContain("total-rate");
  }

  @Test
  void theKindsOfAClaimAreKindsOfRequests() {
    List<String> kinds = List.of(Kind.values()).stream().map(Kind::title).toList();
    for (Claim claim : CLAIMS.all()) {
      assertThat(kinds).as(claim.id()).containsAll(claim.kinds());
    }
  }

  private static @Nullable Double users(Phase phase) {
    return switch (phase.shape()) {
      case Shape.SignIns signIns -> (double) signIns.users();
      case Shape.Closed closed -> (double) closed.users();
      case Shape.Exam exam -> (double) exam.users();
      case Shape.Open _, Shape.Idle _ -> null;
    };
  }
}
