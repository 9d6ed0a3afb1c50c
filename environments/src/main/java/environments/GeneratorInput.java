package environments;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The input of a program in a pod; writing to one that has ended fails as with any stream. */
final class GeneratorInput extends FilterOutputStream {
  GeneratorInput(OutputStream to) {
    super(to);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (KubernetesClientException e) {
      throw new IOException("nobody listens any more", e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (KubernetesClientException e) {
      throw new IOException("nobody listens any more", e);
    }
  }
}
