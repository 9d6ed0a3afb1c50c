package environments;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A platform that somebody else runs: nothing is started, stopped or seen but its metrics. */
final class RemoteEnvironment implements Environment {

  private final URI url;
  private final Path seedFile;
  private final Consent consent;
  private final Placement placement;
  private final RunRegistry registry;
  private final Sampler sampler;

  private RemoteEnvironment(URI url, Path seedFile, Consent consent, RunRegistry registry) {
    this.url = url;
    this.seedFile = seedFile;
    this.consent = consent;
    this.registry = registry;
    this.placement = Placement.none(Cpus.allowed());
    this.sampler = new ProcessSampler(Map.of(), Map.of("remote", url), null);
  }

  static RemoteEnvironment open(EnvironmentSettings settings) {
    URI url = Objects.requireNonNull(settings.url());
    Path seedFile = Objects.requireNonNull(settings.seedFile());
    if (!Files.isReadable(seedFile)) {
      throw new EnvironmentUnavailable("the seed file '" + seedFile + "' can't be read");
    }
    Consent consent = Consent.of(url);
    RunRegistry registry =
        RunRegistry.enter(CacheFolder.locate().create(), settings, Cpus.allowed());
    return new RemoteEnvironment(url, seedFile, consent, registry);
  }

  @Override
  public String name() {
    return "remote";
  }

  @Override
  public List<URI> pods() {
    return List.of(url);
  }

  @Override
  public Path seedFile() {
    return seedFile;
  }

  @Override
  public Optional<DatabaseAccess> database() {
    return Optional.empty();
  }

  @Override
  public Map<String, Object> describe() {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("name", name());
    description.put("url", url.toString());
    consent
        .maxRequestsPerSecond()
        .ifPresent(rate -> description.put("consentedRequestsPerSecond", rate));
    return description;
  }

  @Override
  public List<Map<String, Object>> others() {
    return registry.others();
  }

  @Override
  public Map<String, Object> sample(Duration patience) {
    registry.others();
    Map<String, Object> sample = sampler.sample(patience);
    // The machine is the generator's here, not the system's.
    sample.remove("machineCpu");
    return sample;
  }

  @Override
  public Placement placement() {
    return placement;
  }

  @Override
  public void close() {
    try (registry) {
      sampler.close();
    }
  }
}
