package environments;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose everything is that a run makes in a cluster.
 *
 * @param id of the run's process; a label's value
 */
record Owner(String id) {
  /** The label of everything that a run makes in a cluster. */
  static final String LABEL = "headroom.owner";

  /** This process. */
  static Owner thisProcess() {
    return new Owner(ProcessIdentity.current().text());
  }

  /** The label, for what takes a map of them. */
  Map<String, String> labels() {
    return Map.of(LABEL, id);
  }

  /** The same object with the label, and so the pods that it makes. */
  <T extends HasMetadata> T mark(T made) {
    mark(made.getMetadata());
    if (made instanceof Job job) {
      mark(job.getSpec().getTemplate().getMetadata());
    }
    return made;
  }

  private void mark(ObjectMeta metadata) {
    Map<String, String> labels = new HashMap<>(metadata.getLabels());
    labels.putAll(labels());
    metadata.setLabels(labels);
  }
}
