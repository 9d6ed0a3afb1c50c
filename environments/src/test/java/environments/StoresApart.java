package environments;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A MySQL and a Redis that are none of the chart's, in a namespace of their own. */
record StoresApart(KubernetesClient client, String password) {
  private static final String NAMESPACE = "stores";

  /** Starts them; {@link #await} says when they serve. */
  static StoresApart start(KubernetesClient client) {
    StoresApart stores = new StoresApart(client, Secrets.password());
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    stores.create("mysql", Containers.MYSQL, "[--innodb-flush-log-at-trx-commit=1]", 3306);
    stores.create("redis", Containers.REDIS, "[redis-server, --save, '']", 6379);
    return stores;
  }

  private void create(String name, String image, String arguments, int port) {
    String manifests =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s}
        spec:
          selector: {matchLabels: {store: %1$s}}
          template:
            metadata: {labels: {store: %1$s}}
            spec:
              enableServiceLinks: false
              containers:
                - name: store
                  image: %2$s
                  imagePullPolicy: IfNotPresent
                  args: %3$s
                  env:
                    - {name: MYSQL_DATABASE, value: lms}
                    - {name: MYSQL_USER, value: lms}
                    - {name: MYSQL_PASSWORD, value: %4$s}
                    - {name: MYSQL_ROOT_PASSWORD, value: %4$s}
                  readinessProbe: {tcpSocket: {port: %5$d}, periodSeconds: 1}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: %1$s}
        spec:
          selector: {store: %1$s}
          ports: [{port: %5$d}]
        """
            .formatted(name, image, arguments, password, port);
    client
        .load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8)))
        .inNamespace(NAMESPACE)
        .create();
  }

  /** Waits until both take connections. */
  void await() {
    for (String store : List.of("mysql", "redis")) {
      client
          .apps()
          .deployments()
          .inNamespace(NAMESPACE)
          .withName(store)
          .waitUntilReady(3, TimeUnit.MINUTES);
    }
  }

  /** The secret by which the chart finds them. */
  Secret secret(String name) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withStringData(
            Map.of(
                "LMS_DATABASE_URL",
                "jdbc:mysql://mysql." + NAMESPACE + ":3306/lms",
                "LMS_DATABASE_USER",
                "lms",
                "LMS_DATABASE_PASSWORD",
                password,
                "LMS_REDIS_URL",
                "redis://redis." + NAMESPACE + ":6379"))
        .build();
  }
}
