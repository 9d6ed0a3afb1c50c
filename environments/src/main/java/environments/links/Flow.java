package environments.links;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection. A thread reads, and writes at once where there are no toxics;
 * where there are, another one takes what was read through their effects, so that what is delayed
 * doesn't keep what comes after it from being read. Thread-safe.
 */
final class Flow {
  private static final int CHUNK_BYTES_MAX = 16 * 1024;
  private static final int CHUNKS_MAX = 512;
  private static final Chunk END = new Chunk(new byte[0], 0);

  private final Connection connection;
  private final Socket from;
  private final Socket to;
  private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(CHUNKS_MAX);
  private final List<Applied> applied = new CopyOnWriteArrayList<>();

  /** Chunks that were queued and not written yet; raised by the reading thread alone. */
  private final AtomicInteger waiting = new AtomicInteger();

  private final Thread reader = Thread.ofVirtual().unstarted(this::read);
  private final Thread writer = Thread.ofVirtual().unstarted(this::write);

  /** A toxic and its effect here; none where its toxicity spares this flow. */
  private record Applied(String toxic, @Nullable Effect effect) {}

  /** An effect and what comes after it. */
  private record Through(Effect effect, Outlet next) implements Outlet {
    @Override
    public void pass(Chunk chunk) throws IOException, InterruptedException {
      effect.pass(chunk, next);
    }

    @Override
    public void end() throws IOException, InterruptedException {
      effect.end(next);
    }
  }

  /** The socket at the end of the flow. */
  private record Mouth(Socket socket) implements Outlet {
    @Override
    public void pass(Chunk chunk) throws IOException {
      chunk.writeTo(socket.getOutputStream());
    }

    @Override
    public void end() throws IOException {
      socket.shutdownOutput();
    }
  }

  Flow(Connection connection, Socket from, Socket to) {
    this.connection = connection;
    this.from = from;
    this.to = to;
  }

  void start() {
    reader.start();
    writer.start();
  }

  /** Ends both threads; their sockets are closed. */
  void stop() {
    applied.forEach(Flow::over);
    reader.interrupt();
    writer.interrupt();
  }

  void add(Toxic toxic) {
    Applied added = apply(toxic);
    applied.add(added);
    begin(added);
  }

  void change(Toxic toxic) {
    int index = index(toxic);
    Applied changed = apply(toxic);
    over(applied.set(index, changed));
    begin(changed);
  }

  void remove(Toxic toxic) {
    Applied removed = applied.remove(index(toxic));
    over(removed);
    if (removed.effect() != null) {
      removed.effect().removed();
    }
  }

  private int index(Toxic toxic) {
    return applied.stream().map(Applied::toxic).toList().indexOf(toxic.name());
  }

  private Applied apply(Toxic toxic) {
    return new Applied(toxic.name(), toxic.strikes() ? toxic.kind().effect(connection) : null);
  }

  private static void begin(Applied one) {
    if (one.effect() != null) {
      one.effect().begin();
    }
  }

  private static void over(Applied one) {
    if (one.effect() != null) {
      one.effect().over();
    }
  }

  private void read() {
    try {
      from.setTcpNoDelay(true);
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[CHUNK_BYTES_MAX];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (waiting.get() == 0 && applied.isEmpty()) {
          out.write(buffer, 0, count);
        } else {
          waiting.incrementAndGet();
          queue.put(new Chunk(Arrays.copyOf(buffer, count), System.nanoTime()));
        }
      }
      queue.put(END);
    } catch (IOException | InterruptedException e) {
      connection.close();
    }
  }

  private void write() {
    try {
      for (Chunk chunk = queue.take(); chunk != END; chunk = queue.take()) {
        chain().pass(chunk);
        waiting.decrementAndGet();
      }
      chain().end();
      connection.ended();
    } catch (IOException | InterruptedException e) {
      connection.close();
    }
  }

  private Outlet chain() {
    Outlet chain = new Mouth(to);
    for (Applied one : List.copyOf(applied).reversed()) {
      if (one.effect() != null) {
        chain = new Through(one.effect(), chain);
      }
    }
    return chain;
  }
}
