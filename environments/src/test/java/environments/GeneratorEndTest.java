package environments;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

final class GeneratorEndTest {
  private static final String RUNNING = "{running: {}}";

  private static GeneratorEnd end(String metadata, String status, String state) {
    String manifest =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: generators-1-x %s}
        status:
          %s
          containerStatuses:
            - {name: keeper, image: i, imageID: i, ready: true, restartCount: 0, state: {running: {}}}
            - {name: generator, image: i, imageID: i, ready: false, restartCount: 0, state: %s}
        """
            .formatted(metadata, status, state);
    Pod pod = Serialization.unmarshal(manifest, Pod.class);
    return GeneratorEnd.of(pod, "generators-1-x", GeneratorPod.GENERATOR, 17);
  }

  @Test
  void aProgramThatEndedByItselfHasItsStatusAndNoMoreToSay() {
    GeneratorEnd end = end("", "phase: Running", "{terminated: {exitCode: 0, reason: Completed}}");
    assertThat(end).isEqualTo(new GeneratorEnd(17, 0, "", false));
    assertThat(end.whenCollected()).isEqualTo(new GeneratorEnd(17, 0, "", true));
  }

  @Test
  void oneThatTheKernelKilledForItsMemoryIsSaidSo() {
    assertThat(end("", "phase: Running", "{terminated: {exitCode: 137, reason: OOMKilled}}"))
        .isEqualTo(new GeneratorEnd(17, 137, "its pod generators-1-x had no more memory", false));
  }

  @Test
  void aDeletedPodTellsNoStatusButThatItWasDeleted() {
    String deleted = ", deletionTimestamp: '2026-01-01T00:00:00Z'";
    assertThat(end(deleted, "phase: Running", RUNNING))
        .isEqualTo(new GeneratorEnd(17, null, "its pod generators-1-x was deleted", false));
    String evicted =
        "conditions: [{type: DisruptionTarget, status: 'True', reason: EvictionByEvictionAPI,"
            + " message: 'Eviction API: evicting'}]";
    assertThat(end(deleted, evicted, RUNNING).how())
        .isEqualTo("its pod generators-1-x was deleted: Eviction API: evicting");
  }

  @Test
  void aPodThatItsNodeEvictedSaysWhy() {
    String manifest =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        status: {phase: Failed, reason: Evicted, message: The node was low on memory}
        """;
    Pod pod = Serialization.unmarshal(manifest, Pod.class);
    assertThat(GeneratorEnd.of(pod, "p", GeneratorPod.GENERATOR, 17).how())
        .isEqualTo("its pod p failed: Evicted: The node was low on memory");
  }

  @Test
  void ofAPodThatIsGoneNothingElseIsKnown() {
    GeneratorEnd end = GeneratorEnd.of(null, "p", GeneratorPod.GENERATOR, 17);
    assertThat(end.how()).isEqualTo("its pod p is gone");
    assertThat(end.whenNotCollected("no such pod").how())
        .isEqualTo("its pod p is gone; what it left could not be collected: no such pod");
  }

  @Test
  void aProgramThatIsThereStillWasLostByItsConnection() {
    assertThat(end("", "phase: Running", RUNNING).how())
        .isEqualTo("the connection to its pod generators-1-x was lost");
  }

  @Test
  void argumentsAreQuotedAsJavaReadsThem() {
    assertThat(GeneratorPod.quoted("-Da=b c")).isEqualTo("\"-Da=b c\"");
    assertThat(GeneratorPod.quoted("a\\b\"c")).isEqualTo("\"a\\\\b\\\"c\"");
  }
}
