package environments;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An image of the platform as its next version would be: the same with one migration more, without
 * which it does not start. Closed, the engine has it no more.
 *
 * @param name of the image
 */
record NextVersion(DockerCli docker, String name) implements AutoCloseable {
  private static final Duration BUILDING = Duration.ofMinutes(5);

  /** Adds what the version before knows nothing of, to a table that it reads and writes. */
  private static final String MIGRATION = "ALTER TABLE users ADD COLUMN remark VARCHAR(80) NULL;\n";

  /** Builds it in a folder of its own. */
  static NextVersion of(PlatformImage image, DockerCli docker, Path folder) throws IOException {
    Files.createDirectory(folder);
    Path packed = ProjectRoot.locate().path().resolve("lms/target/image/lms.jar");
    Path jar = Files.copy(packed, folder.resolve("lms.jar"));
    try (FileSystem content =
        FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      Files.writeString(content.getPath("db/migration/V1000__next.sql"), MIGRATION);
    }
    Files.writeString(
        folder.resolve("Dockerfile"), "FROM %s\nCOPY lms.jar /app/\n".formatted(image.name()));
    String name = "headroom/lms:next-" + UUID.randomUUID();
    docker.run(BUILDING, List.of("build", "--tag", name, folder.toString()), _ -> {});
    return new NextVersion(docker, name);
  }

  @Override
  public void close() {
    docker.ask("image", "rm", name);
  }
}
