package chaos.selftest;

import chaos.faults.Site;
import com.fasterxml.jackson.databind.ObjectMapper;
import environments.DatabaseAccess;
import environments.Link;
import environments.Part;
import environments.ProcessStat;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A site as another process hears of it: what faults do to it needs no more. Nothing can be started
 * or stopped there but by signals.
 */
record SiteFile(
    String environment,
    List<Member> parts,
    List<Way> links,
    @Nullable DatabaseAccess database,
    Path work) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A part. */
  record Member(
      String name, Part.Kind kind, long pid, @Nullable String container, @Nullable Path clock) {}

  /** A link, whose near end has an address and a port. */
  record Way(
      String name,
      URI api,
      String proxy,
      String address,
      int port,
      String upstream,
      String hostOfUs) {}

  static SiteFile of(Site site) {
    return new SiteFile(
        site.environment(),
        site.parts().stream()
            .map(
                part ->
                    new Member(
                        part.name(),
                        part.kind(),
                        part.pid().orElse(0),
                        part.container().orElse(null),
                        part.clock().orElse(null)))
            .toList(),
        site.links().stream()
            .map(
                link ->
                    new Way(
                        link.name(),
                        link.api(),
                        link.proxy(),
                        link.listen().getHostString(),
                        link.listen().getPort(),
                        link.upstream(),
                        link.hostOfUs()))
            .toList(),
        site.database().orElse(null),
        site.work());
  }

  void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), this);
  }

  static SiteFile read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), SiteFile.class);
  }

  Site site() {
    return new Site(
        environment,
        parts.stream().<Part>map(Seen::new).toList(),
        links.stream()
            .map(
                way ->
                    new Link(
                        way.name(),
                        way.api(),
                        way.proxy(),
                        new InetSocketAddress(way.address(), way.port()),
                        way.upstream(),
                        way.hostOfUs()))
            .toList(),
        Optional.ofNullable(database),
        Optional.empty(),
        work);
  }

  /** A part that another process has. */
  private record Seen(Member process) implements Part {
    @Override
    public String name() {
      return process.name();
    }

    @Override
    public Kind kind() {
      return process.kind();
    }

    @Override
    public OptionalLong pid() {
      return ProcessStat.read(process.pid()).isPresent()
          ? OptionalLong.of(process.pid())
          : OptionalLong.empty();
    }

    @Override
    public Optional<String> container() {
      return Optional.ofNullable(process.container());
    }

    @Override
    public Optional<Path> clock() {
      return Optional.ofNullable(process.clock());
    }

    @Override
    public void stop(Duration grace) {
      throw new UnsupportedOperationException("it is another process's");
    }

    @Override
    public void start() {
      throw new UnsupportedOperationException("it is another process's");
    }
  }
}
