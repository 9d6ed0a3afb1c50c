package loadtests.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * A client that sends each request once, whatever becomes of it, and follows nothing. It trusts any
 * certificate: it visits only what the run itself has started.
 */
final class SingleTry implements AutoCloseable {
  private static final Timeout TIME_OUT = Timeout.ofSeconds(10);

  private final CloseableHttpClient client;

  private SingleTry(CloseableHttpClient client) {
    this.client = client;
  }

  /** One that holds its connection as long as the other side does, or opens one each time. */
  static SingleTry holding(boolean held) {
    HttpClientBuilder builder =
        HttpClients.custom()
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(1)
                    .setTlsSocketStrategy(
                        new DefaultClientTlsStrategy(trustAll(), NoopHostnameVerifier.INSTANCE))
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(TIME_OUT)
                            .setSocketTimeout(TIME_OUT)
                            // Looking first would hide that the other side closed what it may hold.
                            .setValidateAfterInactivity(TimeValue.NEG_ONE_SECOND)
                            .build())
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(TIME_OUT).build());
    if (!held) {
      builder.setConnectionReuseStrategy((_, _, _) -> false);
    }
    return new SingleTry(builder.build());
  }

  private static SSLContext trustAll() {
    try {
      return SSLContextBuilder.create().loadTrustMaterial(TrustAllStrategy.INSTANCE).build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  <T> T send(HttpUriRequestBase request, HttpClientResponseHandler<T> handler) throws IOException {
    return client.execute(request, handler);
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
