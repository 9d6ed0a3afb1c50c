package environments;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a run makes in a cluster says whose it is, its pods and its claims of storage too. */
class OwnerTest {
  private static final Owner OWNER = new Owner("123.456");

  @Test
  void everyObjectOfTheChartBearsTheLabelsThatItIsGiven() {
    for (String values : List.of("dev", "staging", "prod")) {
      String rendered =
          Chart.ofTheProject()
              .rendered(
                  values,
                  Map.of(
                      "labels.headroom\\.owner",
                      "run-1",
                      "autoscaling.enabled",
                      "true",
                      "disruption.enabled",
                      "true"));
      List<HasMetadata> made = objects(rendered);
      assertThat(made).as(values).hasSizeGreaterThan(8);
      assertThat(made)
          .allSatisfy(
              each ->
                  assertThat(each.getMetadata().getLabels())
                      .as(values + " " + each.getKind() + " " + each.getMetadata().getName())
                      .containsEntry(Owner.LABEL, "run-1"));
      made.forEach(each -> assertThat(inner(each)).allSatisfy(OwnerTest::isOfRunOne));
    }
  }

  private static void isOfRunOne(Map<String, String> labels) {
    assertThat(labels).containsEntry(Owner.LABEL, "run-1");
  }

  /** The labels of what an object makes. */
  private static List<Map<String, String>> inner(HasMetadata object) {
    return switch (object) {
      case Deployment it -> List.of(it.getSpec().getTemplate().getMetadata().getLabels());
      case Job it -> List.of(it.getSpec().getTemplate().getMetadata().getLabels());
      case StatefulSet it ->
          List.of(
              it.getSpec().getTemplate().getMetadata().getLabels(),
              it.getSpec().getVolumeClaimTemplates().getFirst().getMetadata().getLabels());
      default -> List.of();
    };
  }

  private static List<HasMetadata> objects(String rendered) {
    KubernetesSerialization serialization = new KubernetesSerialization();
    return Stream.of(rendered.split("(?m)^---$", -1))
        .filter(document -> document.contains("kind:"))
        .map(document -> (HasMetadata) serialization.unmarshal(document))
        .toList();
  }

  @Test
  void theValuesOfARunHaveTheLabel() {
    EnvironmentSettings settings =
        EnvironmentSettings.embedded().withPods(3).inCluster("k3s", ClusterSettings.fixed(3));
    assertThat(ClusterStart.values(settings, "a:1", OWNER, "secret", 3))
        .containsEntry("labels", Map.of(Owner.LABEL, "123.456"));
  }

  @Test
  void podsBesideTheChartAreMarkedAndKeepTheirOwnLabels() {
    Pod trial =
        OWNER.mark(
            Serialization.unmarshal(ClusterTrial.manifest(1, "a:1", PodSize.SMALL), Pod.class));
    assertThat(trial.getMetadata().getLabels())
        .containsEntry(Owner.LABEL, "123.456")
        .containsEntry("app.kubernetes.io/component", "trial");
    Pod seeding =
        OWNER.mark(Serialization.unmarshal(ClusterSeeding.manifest("a:1", "small", 1), Pod.class));
    assertThat(seeding.getMetadata().getLabels()).containsEntry(Owner.LABEL, "123.456");
    Job generators =
        OWNER.mark(Serialization.unmarshal(GeneratorJob.manifest("a:1", 4), Job.class));
    assertThat(generators.getMetadata().getLabels()).containsEntry(Owner.LABEL, "123.456");
    assertThat(generators.getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry(Owner.LABEL, "123.456")
        .containsEntry("app.kubernetes.io/name", "headroom-generators");
  }

  @Test
  void roomIsTriedForAsManyPodsAsThereMayEverBe() {
    EnvironmentSettings settings =
        EnvironmentSettings.embedded()
            .withPods(3)
            .inCluster("k3s", ClusterSettings.fixed(3).with(PodSize.SMALL, 20));
    assertThat(ClusterStart.podsMax(settings)).isEqualTo(20);
    assertThat(ClusterTrial.refusal(20, PodSize.SMALL, "the cluster has no room for pod trial-17"))
        .isEqualTo(
            "20 pods that request 50 millicores and 384 MiB each can't be had: the cluster has no"
                + " room for pod trial-17; nodes that a cluster autoscaler would add are not waited"
                + " for: have room for all pods first");
  }
}
