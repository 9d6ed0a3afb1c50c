package environments;

import java.net.http.HttpClient;

/** Clients that ask nobody for his papers. */
final class Trustful {
  private Trustful() {}

  static HttpClient client() {
    return HttpClient.newBuilder().sslContext(AnyCertificate.context()).build();
  }
}
