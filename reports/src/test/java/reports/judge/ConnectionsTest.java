package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reports.run.SystemSecond;
import reports.run.SystemSecond.ProcessSample;

/** Pools of known truth, by the second, as the pods and their database would tell of them. */
class ConnectionsTest {
  private final BareEvidence evidence = new BareEvidence();
  private int pods = 1;
  private int recorded = 1;
  private double limit = 70;

  // Of each pod by second.
  private IntToDoubleFunction held = _ -> 20;
  private IntToDoubleFunction used = second -> second == 30 ? 20 : 6;
  private IntToDoubleFunction pending = second -> second == 30 ? 4 : 0;

  // Of the database by second.
  private @Nullable IntToDoubleFunction counted = null;
  private IntToDoubleFunction refused = _ -> 3;
  private IntPredicate silent = _ -> false;

  @Test
  void aPodThatHoldsTwentyAndUsesThemAllIsVerified() {
    assertThat(pod()).isInstanceOf(Verdict.Verified.class);
    assertThat(pod().reason())
        .isEqualTo(
            "The pod held 20 connections and never more, and had all of them in use at once; up to"
                + " 4 requests waited for one, and a request 0.5 ms on average. The database"
                + " counted 20 at most, and allows 70.");
  }

  @Test
  void oneConnectionMoreInOneSecondRefutes() {
    held = second -> second == 40 ? 21 : 20;
    assertThat(pod()).isInstanceOf(Verdict.Refuted.class);
    assertThat(pod().reason()).isEqualTo("pod-1 held 21 connections, and 20 is the most.");
  }

  @Test
  void nineteenWhileRequestsWaitRefuteAndWithoutAnyWaitProveNothing() {
    held = _ -> 19;
    used = second -> second == 30 ? 19 : 6;
    assertThat(pod()).isInstanceOf(Verdict.Refuted.class);
    pending = _ -> 0;
    assertThat(pod()).isInstanceOf(Verdict.NotProven.class);
    assertThat(pod().reason()).contains("pod-1 held 19 connections at most");
  }

  @Test
  void aPoolThatIsNeverUsedUpProvesNothing() {
    used = _ -> 19;
    assertThat(pod()).isInstanceOf(Verdict.NotProven.class);
    assertThat(pod().reason()).contains("had 19 of them in use at most");
  }

  @Test
  void aDatabaseThatCountsFiveMoreAgreesAndSixMoreContradicts() {
    counted = _ -> 25;
    assertThat(pod()).isInstanceOf(Verdict.Verified.class);
    counted = _ -> 26;
    assertThat(pod()).isInstanceOf(Verdict.Invalid.class);
    counted = _ -> 15;
    assertThat(pod()).isInstanceOf(Verdict.Verified.class);
    counted = _ -> 14;
    assertThat(pod()).isInstanceOf(Verdict.Invalid.class);
  }

  @Test
  void nineOfTenSecondsAreEnoughAndOneLessIsNot() {
    silent = second -> second < 6;
    assertThat(pod()).isInstanceOf(Verdict.Verified.class);
    silent = second -> second < 7;
    assertThat(pod()).isInstanceOf(Verdict.NotProven.class);
    assertThat(pod().reason()).startsWith("In 53 of 60 seconds only");
  }

  @Test
  void aPodThatNobodyAskedLeavesItOpen() {
    pods = 2;
    recorded = 1;
    assertThat(pod()).isInstanceOf(Verdict.NotProven.class);
    recorded = 2;
    assertThat(pod()).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void aRunThatWasCutShortOrHadAnotherPhaseProvesNothing() {
    evidence.complete = false;
    assertThat(pod()).isInstanceOf(Verdict.NotProven.class);
    evidence.complete = true;
    evidence.phase = "rate";
    assertThat(pod().reason()).isEqualTo("The run measured no phase called connections.");
  }

  @Test
  void twentyPodsThatHoldFourHundredAreVerified() {
    twenty();
    assertThat(inAll()).isInstanceOf(Verdict.Verified.class);
    assertThat(inAll().reason())
        .startsWith("20 pods held 400 connections and more in every second, 400 of them in use")
        .endsWith("The database counted 400 at most, and allows 470.");
  }

  @Test
  void oneLessInOneSecondProvesNothing() {
    twenty();
    held = second -> second == 9 ? 19.95 : 20;
    assertThat(inAll()).isInstanceOf(Verdict.NotProven.class);
    assertThat(inAll().reason()).startsWith("20 pods held from 399 to 400 connections");
  }

  @Test
  void fewerPodsProveNothingAndSayHowManyItTakes() {
    twenty();
    pods = 19;
    recorded = 19;
    assertThat(inAll()).isInstanceOf(Verdict.NotProven.class);
    assertThat(inAll().reason())
        .isEqualTo(
            "19 pods ran with a pool of 20, and 400 connections take 20 such pods. The database"
                + " counted 380 at most, and allows 470.");
    assertThat(Objects.requireNonNull(inAll().figure()).value()).isEqualTo(380);
  }

  @Test
  void aDatabaseThatAllowsOneLessRefutes() {
    twenty();
    limit = 400;
    assertThat(inAll()).isInstanceOf(Verdict.Verified.class);
    limit = 399;
    assertThat(inAll()).isInstanceOf(Verdict.Refuted.class);
  }

  @Test
  void aConnectionThatWasRefusedInThePhaseRefutesAndOneBeforeItDoesNot() {
    twenty();
    refused = _ -> 7;
    assertThat(inAll()).isInstanceOf(Verdict.Verified.class);
    refused = second -> second < 50 ? 7 : 8;
    assertThat(inAll()).isInstanceOf(Verdict.Refuted.class);
    assertThat(inAll().reason()).contains("refused 1 in the phase");
  }

  private void twenty() {
    pods = 20;
    recorded = 20;
    limit = 470;
  }

  private Verdict pod() {
    return new Connections(made(), BareEvidence.claim("pod-connections")).ofEachPod();
  }

  private Verdict inAll() {
    return new Connections(made(), BareEvidence.claim("total-connections")).inAll();
  }

  private Evidence made() {
    evidence.environment.put("pods", pods);
    evidence.system.clear();
    for (int second = 0; second < evidence.seconds; second++) {
      var processes = new TreeMap<String, ProcessSample>();
      for (int pod = 1; pod <= recorded; pod++) {
        double active = used.applyAsDouble(second);
        processes.put(
            "pod-" + pod,
            pod(
                active,
                held.applyAsDouble(second) - active,
                pending.applyAsDouble(second),
                second));
      }
      double all = recorded * held.applyAsDouble(second);
      if (!silent.test(second)) {
        processes.put(
            "database",
            database(
                counted == null ? all : counted.applyAsDouble(second),
                limit,
                refused.applyAsDouble(second)));
      }
      evidence.system.add(
          new SystemSecond(1, BareEvidence.BEGIN + second * 1000L, 0.5, recorded, processes));
    }
    return evidence.of();
  }

  private static ProcessSample pod(double active, double idle, double pending, int second) {
    return new ProcessSample(
        0.5,
        300.0,
        0.0,
        150.0,
        active,
        active + idle,
        pending,
        second * 50.0,
        20.0,
        second * 100.0,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static ProcessSample database(double connections, double limit, double refused) {
    return new ProcessSample(
        0.2,
        300.0,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        connections,
        connections + 2,
        limit,
        refused);
  }
}
