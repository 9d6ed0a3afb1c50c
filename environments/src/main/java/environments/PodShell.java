package environments;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A shell in a container of a pod, by which files get in and out; needs head, gzip, sha256sum. */
record PodShell(KubernetesClient client, String namespace, String pod, String container) {
  private static final long COMMAND_SECONDS_MAX = 120;
  private static final int TRIES = 3;

  /**
   * Runs a command.
   *
   * @throws IOException where it can't be run or fails
   */
  void run(String command) throws IOException {
    try (ExecWatch run = shell().redirectingInput().exec("sh", "-c", command)) {
      awaitSuccess(run, command);
    } catch (KubernetesClientException e) {
      throw refused(command, e);
    }
  }

  /**
   * Makes a file out of one that is here; it appears at once, whole.
   *
   * @throws IOException where it can't
   */
  void put(byte[] content, String file) throws IOException {
    byte[] packed = packed(content);
    // No end of input can be sent through a web socket: the shell is told the length beforehand.
    String command =
        "head -c %d | gzip -d > '%s.part' && mv '%s.part' '%s'"
            .formatted(packed.length, file, file, file);
    try (ExecWatch run = shell().redirectingInput().exec("sh", "-c", command)) {
      OutputStream to = run.getInput();
      to.write(packed);
      to.flush();
      awaitSuccess(run, command);
    } catch (KubernetesClientException e) {
      throw refused(command, e);
    }
  }

  private static byte[] packed(byte[] content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  /**
   * The files of a folder, each with its SHA-256; none where there is no such folder.
   *
   * @throws IOException where they can't be listed
   */
  Map<String, String> digests(String folder) throws IOException {
    String command =
        "cd '%s' 2>/dev/null || exit 0; for f in *; do [ ! -f \"$f\" ] || sha256sum \"$f\"; done"
            .formatted(folder);
    Map<String, String> digests = new TreeMap<>();
    for (String line : output(command).lines().toList()) {
      String[] parts = line.split("  ", 2);
      digests.put(parts[1], parts[0]);
    }
    return digests;
  }

  /**
   * What a command prints.
   *
   * @throws IOException where it can't be run or fails
   */
  String output(String command) throws IOException {
    try (ExecWatch run = shell().redirectingOutput().exec("sh", "-c", command)) {
      String all = new String(run.getOutput().readAllBytes(), StandardCharsets.UTF_8);
      awaitSuccess(run, command);
      return all;
    } catch (KubernetesClientException e) {
      throw refused(command, e);
    }
  }

  /**
   * Brings a file here whose digest is known.
   *
   * @throws IOException where it can't be had as it is there
   */
  void fetch(String file, String digest, Path target) throws IOException {
    IOException failed = new IOException(file + " was not asked for");
    for (int tries = 1; tries <= TRIES; tries++) {
      try {
        String arrived = fetchOnce(file, target);
        if (arrived.equals(digest)) {
          return;
        }
        failed = new IOException(file + " arrived damaged");
      } catch (IOException e) {
        failed = e;
      }
    }
    throw failed;
  }

  private String fetchOnce(String file, Path target) throws IOException {
    String command = "gzip -1 -c '%s'".formatted(file);
    MessageDigest digest = sha256();
    try (ExecWatch run = shell().redirectingOutput().exec("sh", "-c", command);
        InputStream content = new DigestInputStream(new GZIPInputStream(run.getOutput()), digest)) {
      Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
      return HexFormat.of().formatHex(digest.digest());
    } catch (KubernetesClientException e) {
      throw refused(command, e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private ContainerResource shell() {
    // Whether the pod is ready says nothing about this container.
    return client
        .pods()
        .inNamespace(namespace)
        .withName(pod)
        .inContainer(container)
        .withReadyWaitTimeout(1);
  }

  private void awaitSuccess(ExecWatch run, String command) throws IOException {
    try {
      Integer status = run.exitCode().get(COMMAND_SECONDS_MAX, TimeUnit.SECONDS);
      if (status == null || status != 0) {
        throw new IOException(
            "'%s' ended with status %s in pod %s".formatted(command, status, pod));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while '" + command + "' ran in pod " + pod, e);
    } catch (ExecutionException | TimeoutException e) {
      throw refused(command, e);
    }
  }

  private IOException refused(String command, Exception e) {
    return new IOException(
        "'%s' can't be run in pod %s: %s".formatted(command, pod, Clusters.reason(e)), e);
  }
}
