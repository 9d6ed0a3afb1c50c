package environments;

/**
 * What a test class holds of the Docker engine; closed, nothing of it is left there.
 *
 * @param lease labels what it makes
 */
record OwnDocker(WorkFolder work, Children children, DockerCli cli, DockerLease lease)
    implements AutoCloseable {
  static OwnDocker take() {
    WorkFolder work = WorkFolder.in(CacheFolder.locate().create().work());
    Children children = new Children();
    DockerCli cli = new DockerCli(work, children);
    return new OwnDocker(work, children, cli, DockerLease.take(cli));
  }

  /** The platform's image, built where it has changed. */
  PlatformImage image() {
    return PlatformImage.built(ProjectRoot.locate(), cli, work, children, System.out::println);
  }

  @Override
  public void close() {
    lease.close();
    children.close();
    work.close();
  }
}
