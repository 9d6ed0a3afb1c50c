package loadtests.record;

import environments.ScalingListener;
import java.util.Map;
import java.util.Objects;
import reports.run.JsonLines;

/** Puts an autoscaler's syncs down, and as events what it decided and what became of pods. */
public final class ScalingRecord implements ScalingListener, AutoCloseable {
  private final Recorder recorder;
  private final JsonLines syncs;

  public ScalingRecord(Recorder recorder) {
    this.recorder = recorder;
    this.syncs = recorder.folder().autoscaling();
  }

  @Override
  public void sync(long atMillis, Map<String, Object> line) {
    syncs.append(atMillis, line);
    Object before = line.get("specReplicas");
    if (line.get("status") instanceof Map<?, ?> status) {
      Object after = status.get("desiredReplicas");
      if (!Objects.equals(before, after)) {
        recorder.event(
            "scaling",
            before + " to " + after,
            "CPU at %s %% of what is requested; %s"
                .formatted(status.get("currentUtilizationPercent"), status.get("scalingLimited")));
      }
    }
  }

  @Override
  public void pod(String pod, String what) {
    recorder.event("pod", pod, what);
  }

  /** Nothing is put down any more. */
  @Override
  public void close() {
    syncs.close();
  }
}
