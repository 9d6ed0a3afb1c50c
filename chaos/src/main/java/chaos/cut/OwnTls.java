package chaos.cut;

import environments.AnyCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * TLS on both sides of a proxy that has to read what goes through: to clients it shows a
 * certificate that nobody vouches for, and from servers it takes any. Immutable.
 */
public final class OwnTls implements Transport {
  private final SSLContext forClients;
  private final SSLContext forServers;

  private OwnTls(SSLContext forClients, SSLContext forServers) {
    this.forClients = forClients;
    this.forServers = forServers;
  }

  /**
   * One with a new key, made by the JDK's keytool.
   *
   * @param folder for the key's file, which is gone when this returns
   */
  public static OwnTls make(Path folder) throws IOException, InterruptedException {
    String password = UUID.randomUUID().toString();
    Path file = folder.resolve("keys-" + UUID.randomUUID());
    try {
      keytool(file, password);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        keys.load(in, password.toCharArray());
      }
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, password.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return new OwnTls(context, AnyCertificate.context());
    } catch (GeneralSecurityException e) {
      throw new IOException("the proxy's certificate can't be used: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void keytool(Path file, String password) throws IOException, InterruptedException {
    String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command =
        List.of(
            program,
            "-genkeypair",
            "-keystore",
            file.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            password,
            "-alias",
            "proxy",
            "-keyalg",
            "EC",
            "-dname",
            "CN=headroom-chaos",
            "-validity",
            "2");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool ended with status " + process.exitValue());
    }
  }

  @Override
  public Socket ofClient(Socket wire) throws IOException {
    return forClients.getSocketFactory().createSocket(wire, InputStream.nullInputStream(), true);
  }

  @Override
  public Socket ofServer(Socket wire, InetSocketAddress server) throws IOException {
    return forServers
        .getSocketFactory()
        .createSocket(wire, server.getHostString(), server.getPort(), true);
  }
}
